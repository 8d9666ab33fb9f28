"use client";
import { clsx } from "clsx";
import { FileSearch } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useStore } from "zustand";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { Kbd } from "#app/ui/kbd";
import { Waiting } from "#app/ui/waiting";
import { editorCommands } from "#app/workspace/editor/editor-commands";
import { FileTabs, tabMime } from "#app/workspace/editor/file-tabs";
import { FileView } from "#app/workspace/editor/file-view";
import type { FileGroup } from "#app/workspace/editor/open-files";
import { useMarkers } from "#app/workspace/editor/use-markers";
import { useCommands, useSession, useWorkspace } from "#app/workspace/session/session-context";

/** The open files, in up to three groups side by side. */
export function EditorsPanel() {
  const t = useTranslations("editing.commands");
  const session = useSession();
  const { groups } = useStore(session.openFiles.state);
  useCommands(() => editorCommands(session, t), [session, t]);
  useFirstFiles();
  useMarkers();
  return (
    <div className="flex min-h-0 flex-1">
      {groups.map((group, index) => (
        <Group key={group.id} group={group} last={index === groups.length - 1} />
      ))}
    </div>
  );
}

function Group({ group, last }: { group: FileGroup; last: boolean }) {
  const { openFiles } = useSession();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop a tab on; the same is in the tab's menu and by key
    <div
      className={clsx("flex min-w-0 flex-1 flex-col", !last && "border-r border-line")}
      onDragOver={(event) => event.dataTransfer.types.includes(tabMime) && event.preventDefault()}
      onDrop={(event) => {
        const [from, ...path] = event.dataTransfer.getData(tabMime).split(":");
        if (path.length > 0) openFiles.move(path.join(":"), Number(from), group.id, null);
      }}
    >
      <FileTabs group={group} last={last} />
      <div className="min-h-0 flex-1">
        {group.active === null ? <NothingOpen /> : <FileView path={group.active} group={group.id} />}
      </div>
    </div>
  );
}

const keys = [
  ["goToFile", "Ctrl+P"],
  ["allCommands", "F1"],
  ["build", "Ctrl+B"],
  ["findInFiles", "Ctrl+Shift+F"],
] as const;

function NothingOpen() {
  const t = useTranslations("editing.editor");
  const { commands } = useSession();
  const ready = useWorkspace((state) => state.workspace !== null);
  if (!ready) return <Waiting stage={t("openingWorkspace")} className="h-full" />;
  return (
    <EmptyState
      className="h-full"
      icon={<FileSearch aria-hidden size={24} />}
      title={t("nothingOpen")}
      action={<Button onClick={() => commands.run("go.file")}>{t("goToFile")}</Button>}
    >
      <ul className="mt-1 grid grid-cols-[auto_auto] items-center gap-x-3 gap-y-1 text-left">
        {keys.map(([what, chord]) => (
          <li key={what} className="contents">
            <span>{t(what)}</span>
            <Kbd keys={chord} />
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}

/** A workspace that was never opened in this browser begins with the files that its experiment names. */
function useFirstFiles(): void {
  const { openFiles } = useSession();
  const first = useWorkspace((state) => state.workspace?.open);
  const files = useWorkspace((state) => state.files);
  useEffect(() => {
    if (openFiles.restored || first === undefined || files.size === 0 || openFiles.recent().length > 0) return;
    const there = first.filter((path) => files.has(path));
    for (const path of there.toReversed()) openFiles.open(path, undefined, { background: true });
  }, [openFiles, first, files]);
}
