"use client";
import { Binary, Download } from "lucide-react";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { nameOf, sizeText } from "#app/workspace/files/file-path";
import { useSession } from "#app/workspace/session/session-context";
import { httpPaths } from "#shared/http";

/** A file that is not shown as text, and why; it can be downloaded. */
export function OtherFile({ path, kind, size }: { path: string; kind: "binary" | "large"; size: number }) {
  return (
    <EmptyState
      className="h-full"
      icon={<Binary aria-hidden size={24} />}
      title={kind === "binary" ? `${nameOf(path)} is not text` : `${nameOf(path)} is too large to edit here`}
      action={<DownloadButton path={path} />}
    >
      {sizeText(size)}.{" "}
      {kind === "binary"
        ? "Programs, archives and other binary files can be downloaded."
        : "Text is edited up to 2 MB; download it, or look at it with less in a terminal."}
    </EmptyState>
  );
}

/** Name, size and a download under something that is shown. */
export function FileFacts({ path, size, extra }: { path: string; size: number; extra?: string | undefined }) {
  return (
    <div className="flex shrink-0 items-center gap-3 border-t border-line px-3 py-1.5 text-sm text-muted">
      <span className="min-w-0 flex-1 truncate">{path}</span>
      {extra ? <span>{extra}</span> : null}
      <span>{sizeText(size)}</span>
      <DownloadButton path={path} />
    </div>
  );
}

function DownloadButton({ path }: { path: string }) {
  const { commands, http } = useSession();
  const download = () =>
    void http.download(`${httpPaths.raw}?path=${encodeURIComponent(path)}`, nameOf(path)).catch(commands.report);
  return (
    <Button size="sm" icon={<Download aria-hidden size={14} />} onClick={download}>
      Download
    </Button>
  );
}
