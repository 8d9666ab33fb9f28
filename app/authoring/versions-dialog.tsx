"use client";
import { clsx } from "clsx";
import { Download, History } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useAuthoring, useDesk } from "#app/authoring/authoring-context";
import { sentenceOf } from "#app/authoring/draft-desk";
import { draftAddress, type VersionFiles } from "#app/authoring/draft-http";
import { TextDiff } from "#app/authoring/text-diff";
import { Button, buttonClass } from "#app/ui/button";
import { Confirm } from "#app/ui/confirm";
import { Dialog } from "#app/ui/dialog";
import { EmptyState } from "#app/ui/empty-state";
import { Notice } from "#app/ui/notice";
import { TimeAgo } from "#app/ui/time-ago";
import { Waiting } from "#app/ui/waiting";
import type { VersionEntry } from "#shared/authoring/draft";

/** The published versions; one of them beside the draft, file by file. */
export function VersionsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("authoring.versions");
  const versions = useDesk((state) => state.versions);
  const [number, setNumber] = useState(versions[0]?.number ?? null);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title")}
      description={t("what")}
      width="full"
    >
      {number === null ? (
        <EmptyState icon={<History aria-hidden size={24} />} title={t("none")}>
          {t("noneHint")}
        </EmptyState>
      ) : (
        <div className="grid h-[62dvh] min-h-0 grid-cols-[220px_minmax(0,1fr)] gap-3 max-md:grid-cols-1 max-md:grid-rows-[auto_minmax(0,1fr)]">
          <ul aria-label={t("versions")} className="overflow-y-auto max-md:flex max-md:gap-1 max-md:overflow-x-auto">
            {versions.map((version) => (
              <li key={version.number} className="max-md:shrink-0">
                <VersionRow
                  version={version}
                  chosen={version.number === number}
                  onChoose={() => setNumber(version.number)}
                />
              </li>
            ))}
          </ul>
          <Comparison key={number} number={number} onClose={onClose} />
        </div>
      )}
    </Dialog>
  );
}

function VersionRow({ version, chosen, onChoose }: { version: VersionEntry; chosen: boolean; onChoose: () => void }) {
  const t = useTranslations("authoring.versions");
  const ago = () => <TimeAgo date={new Date(version.createdAt)} />;
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className={clsx("w-full rounded-md px-2 py-1.5 text-left", chosen ? "bg-selected" : "hover:bg-hover")}
    >
      <span className="block font-medium">{t("version", { number: version.number })}</span>
      {version.note === "" ? null : <span className="block text-muted">{version.note}</span>}
      <span className="block text-sm text-faint">
        {version.publishedBy === null ? t.rich("folder", { ago }) : t.rich("by", { name: version.publishedBy, ago })}
      </span>
      <span className="block text-sm text-faint">{t("workspaces", { count: version.workspaces })}</span>
    </button>
  );
}

interface Change {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly kind: "changed" | "new" | "removed";
}

function Comparison({ number, onClose }: { number: number; onClose: () => void }) {
  const t = useTranslations("authoring.versions");
  const { desk, page } = useAuthoring();
  const files = useDesk((state) => state.files);
  const [version, setVersion] = useState<VersionFiles | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [restoring, setRestoring] = useState(false);
  useEffect(() => {
    desk.http.version(number).then(setVersion, (error: unknown) => setFailure(sentenceOf(error)));
  }, [desk, number]);
  async function restore(): Promise<void> {
    try {
      desk.take(await desk.http.restore(number));
      onClose();
    } catch (error) {
      setFailure(sentenceOf(error));
    }
  }
  if (failure !== null) return <Notice kind="error">{failure}</Notice>;
  if (version === null) return <Waiting stage={t("reading", { number })} />;
  const draft = [...files].map(([path, file]) => ({ path, text: file.text }));
  const changes = changesBetween(version.files, draft);
  const shown = changes.find(({ path }) => path === chosen) ?? changes[0];
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {shown === undefined ? (
          <p className="flex-1 text-muted">{t("same", { number })}</p>
        ) : (
          <label className="flex min-w-0 flex-1 items-center gap-2 max-md:basis-full">
            <span className="shrink-0 text-muted">{t("differ", { count: changes.length })}</span>
            <select
              value={shown.path}
              onChange={(event) => setChosen(event.target.value)}
              className="h-7 min-w-0 max-w-96 rounded-md border border-line-strong bg-sunken px-2"
            >
              {changes.map(({ path, kind }) => (
                <option key={path} value={path}>
                  {kind === "changed" ? path : t(kind === "new" ? "newFile" : "removedFile", { path })}
                </option>
              ))}
            </select>
          </label>
        )}
        <a href={`${draftAddress(page.course.slug, page.slug)}/export?version=${number}`} className={buttonClass()}>
          <Download aria-hidden size={14} />
          {t("export")}
        </a>
        <Button disabled={changes.length === 0} onClick={() => setRestoring(true)}>
          {t("back")}
        </Button>
      </div>
      <div className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-md border border-line">
        {shown === undefined ? null : (
          <TextDiff
            key={shown.path}
            before={shown.before ?? ""}
            beforeLabel={t("inVersion", { path: shown.path, number })}
            after={shown.after ?? ""}
            afterLabel={t("inDraft", { path: shown.path })}
            language={languageOf(shown.path)}
          />
        )}
      </div>
      <Confirm
        open={restoring}
        onOpenChange={setRestoring}
        title={t("ask", { number })}
        description={t("askHint")}
        action={t("replace")}
        onConfirm={() => void restore()}
      />
    </div>
  );
}

type Texts = readonly { readonly path: string; readonly text: string | null }[];

function changesBetween(before: Texts, after: Texts): Change[] {
  const old = new Map(before.map(({ path, text }) => [path, text]));
  const fresh = new Map(after.map(({ path, text }) => [path, text]));
  const paths = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return paths.flatMap((path): Change[] => {
    const texts = { path, before: old.get(path) ?? null, after: fresh.get(path) ?? null };
    if (!old.has(path)) return [{ ...texts, kind: "new" }];
    if (!fresh.has(path)) return [{ ...texts, kind: "removed" }];
    return texts.before === texts.after ? [] : [{ ...texts, kind: "changed" }];
  });
}

const languages: Readonly<Record<string, string>> = {
  ...{ yaml: "yaml", yml: "yaml", md: "markdown", java: "java", py: "python", c: "c", cpp: "cpp", sh: "shell" },
  ...{ js: "javascript", mjs: "javascript", ts: "typescript", json: "json", html: "html", css: "css" },
};

function languageOf(path: string): string {
  return languages[path.slice(path.lastIndexOf(".") + 1)] ?? "plaintext";
}
