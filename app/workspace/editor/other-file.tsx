"use client";
import { Binary, Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { nameOf, sizeText } from "#app/workspace/files/file-path";
import { useSession } from "#app/workspace/session/session-context";
import { httpPaths } from "#shared/http";

/** A file that is not shown as text, and why; it can be downloaded. */
export function OtherFile({ path, kind, size }: { path: string; kind: "binary" | "large"; size: number }) {
  const t = useTranslations("editing.other");
  const shown = sizeText(size, useLocale());
  return (
    <EmptyState
      className="h-full"
      icon={<Binary aria-hidden size={24} />}
      title={kind === "binary" ? t("notText", { name: nameOf(path) }) : t("tooLarge", { name: nameOf(path) })}
      action={<DownloadButton path={path} />}
    >
      {kind === "binary" ? t("notTextWhat", { size: shown }) : t("tooLargeWhat", { size: shown })}
    </EmptyState>
  );
}

/** Name, size and a download under something that is shown. */
export function FileFacts({ path, size, extra }: { path: string; size: number; extra?: string | undefined }) {
  const language = useLocale();
  return (
    <div className="flex shrink-0 items-center gap-3 border-t border-line px-3 py-1.5 text-sm text-muted">
      <span className="min-w-0 flex-1 truncate">{path}</span>
      {extra ? <span>{extra}</span> : null}
      <span>{sizeText(size, language)}</span>
      <DownloadButton path={path} />
    </div>
  );
}

function DownloadButton({ path }: { path: string }) {
  const t = useTranslations("editing.other");
  const { commands, http } = useSession();
  const download = () =>
    void http.download(`${httpPaths.raw}?path=${encodeURIComponent(path)}`, nameOf(path)).catch(commands.report);
  return (
    <Button size="sm" icon={<Download aria-hidden size={14} />} onClick={download}>
      {t("download")}
    </Button>
  );
}
