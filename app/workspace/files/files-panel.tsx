"use client";
import { ChevronsDownUp, Download, FilePlus2, FolderPlus, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useRef, useState } from "react";
import { toast } from "sonner";
import { useStore } from "zustand";
import type { Translator } from "#app/i18n/translator";
import { Confirm } from "#app/ui/confirm";
import { IconButton } from "#app/ui/icon-button";
import { Notice } from "#app/ui/notice";
import { Waiting } from "#app/ui/waiting";
import { chosenFiles, droppedFiles, type FileToUpload } from "#app/workspace/files/dropped-files";
import { createFileActions, topmost } from "#app/workspace/files/file-actions";
import { useRowMarks } from "#app/workspace/files/file-marks";
import { joined, nameOf } from "#app/workspace/files/file-path";
import { FileTree, type TreeHandle } from "#app/workspace/files/file-tree";
import { FilesEmpty } from "#app/workspace/files/files-empty";
import { UploadBar } from "#app/workspace/files/upload-bar";
import { createUploads } from "#app/workspace/files/uploads";
import { useCommands, useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";

/** The workspace's files as a tree, with everything one does to files. */
export function FilesPanel() {
  const t = useTranslations("editing");
  const session = useSession();
  const { commands, openFiles, panels } = session;
  const mayDrive = useMayDrive();
  const ready = useWorkspace((state) => state.workspace !== null);
  const files = useWorkspace((state) => state.files);
  const marks = useRowMarks();
  const active = useStore(
    openFiles.state,
    ({ groups, activeGroup }) => groups.find((group) => group.id === activeGroup)?.active,
  );
  const truncated = useWorkspace((state) => state.filesTruncated);
  const actions = useMemo(() => createFileActions(session), [session]);
  const uploads = useMemo(() => createUploads(session.http), [session]);
  const tree = useRef<TreeHandle>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [removing, setRemoving] = useState<readonly string[]>([]);
  const [replacing, setReplacing] = useState<Replacing | null>(null);
  /** Asks before it overwrites anything. */
  const upload = (chosen: readonly FileToUpload[], folder: string) => {
    const { files } = session.store.getState();
    const taken = chosen.map((one) => joined(folder, one.path)).filter((path) => files.has(path));
    if (taken.length > 0) setReplacing({ files: chosen, folder, taken });
    else void uploads.start(chosen, folder);
  };
  const remove = (paths: readonly string[]) => {
    actions.remove(paths).then((undo) => undo && offerUndo(t, paths, undo, commands.report), commands.report);
  };
  /** One file comes back with one click; for more one is asked first. */
  const askToRemove = (paths: readonly string[]) => {
    const [only, ...more] = paths;
    if (only !== undefined && more.length === 0 && session.store.getState().files.get(only)?.kind !== "folder")
      remove(paths);
    else setRemoving(paths);
  };
  const start = (kind: "file" | "folder") => {
    panels.show("files", { quiet: true });
    requestAnimationFrame(() => tree.current?.create(kind));
  };
  useCommands(
    () => [
      { id: "file.new", title: t("commands.newFile"), group: "File", when: () => mayDrive, run: () => start("file") },
      {
        id: "file.new-folder",
        title: t("commands.newFolder"),
        group: "File",
        when: () => mayDrive,
        run: () => start("folder"),
      },
      {
        id: "file.upload",
        title: t("commands.uploadFiles"),
        group: "File",
        when: () => mayDrive,
        run: () => picker.current?.click(),
      },
      { id: "file.download", title: t("commands.downloadAll"), group: "File", run: () => actions.download("") },
    ],
    [mayDrive, actions, t],
  );
  if (!ready) return <Waiting stage={t("files.listing")} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping files here is the same as the upload button
    <div
      className="flex min-h-0 flex-1 flex-col"
      onDragOver={(event) => mayDrive && event.dataTransfer.types.includes("Files") && event.preventDefault()}
      onDrop={(event) => {
        if (!mayDrive || !event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        void droppedFiles(event.dataTransfer).then((files) => upload(files, ""));
      }}
    >
      <div
        role="toolbar"
        aria-label={t("files.title")}
        className="flex h-8 shrink-0 items-center gap-0.5 border-b border-line px-1.5"
      >
        <span className="flex-1" />
        <IconButton
          size="sm"
          label={t("files.newFile")}
          disabled={!mayDrive}
          icon={<FilePlus2 aria-hidden size={14} />}
          onClick={() => start("file")}
        />
        <IconButton
          size="sm"
          label={t("files.newFolder")}
          disabled={!mayDrive}
          icon={<FolderPlus aria-hidden size={14} />}
          onClick={() => start("folder")}
        />
        <IconButton
          size="sm"
          label={t("files.upload")}
          disabled={!mayDrive}
          icon={<Upload aria-hidden size={14} />}
          onClick={() => picker.current?.click()}
        />
        <IconButton
          size="sm"
          label={t("files.downloadAll")}
          icon={<Download aria-hidden size={14} />}
          onClick={() => commands.run("file.download")}
        />
        <IconButton
          size="sm"
          label={t("files.collapse")}
          icon={<ChevronsDownUp aria-hidden size={14} />}
          onClick={() => tree.current?.collapse()}
        />
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={t("files.toUpload")}
          onChange={(event) => {
            upload(chosenFiles(event.target.files), tree.current?.folder() ?? "");
            event.target.value = "";
          }}
        />
      </div>
      {truncated ? (
        <Notice kind="warning" className="rounded-none">
          {t("files.truncated")}
        </Notice>
      ) : null}
      {files.size === 0 ? (
        <FilesEmpty mayDrive={mayDrive} onNew={() => start("file")} onUpload={() => picker.current?.click()} />
      ) : null}
      <FileTree
        ref={tree}
        label={t("files.tree")}
        files={files}
        marks={marks}
        active={active}
        mayDrive={mayDrive}
        memory={`varlab.folders.${session.workspaceId}`}
        actions={actions}
        open={(path, options) => openFiles.open(path, undefined, options)}
        report={commands.report}
        upload={upload}
        onRemove={askToRemove}
      />
      <UploadBar uploads={uploads} />
      <RemoveDialog paths={removing} onClose={() => setRemoving([])} onConfirm={() => remove(removing)} />
      <Confirm
        open={replacing !== null}
        onOpenChange={(open) => (open ? undefined : setReplacing(null))}
        title={t("files.replaceTitle", countOf(replacing?.taken ?? []))}
        description={t("files.replaceWhat")}
        action={t("files.replace")}
        onConfirm={() => replacing && void uploads.start(replacing.files, replacing.folder)}
      />
    </div>
  );
}

interface Replacing {
  readonly files: readonly FileToUpload[];
  readonly folder: string;
  /** Paths that are there already. */
  readonly taken: readonly string[];
}

function RemoveDialog({
  paths,
  onClose,
  onConfirm,
}: {
  paths: readonly string[];
  onClose: () => void;
  onConfirm: () => void;
}) {
  const t = useTranslations("editing.files");
  const actions = useTranslations("ui.actions");
  return (
    <Confirm
      open={paths.length > 0}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("deleteTitle", countOf(topmost(paths)))}
      description={t("deleteWhat")}
      action={actions("delete")}
      onConfirm={onConfirm}
    />
  );
}

/** For sentences that name a single one and count several. */
function countOf(paths: readonly string[]): { name: string; count: number } {
  return { name: nameOf(paths[0] ?? ""), count: paths.length };
}

/** Long enough to see the mistake; the server keeps what was deleted for a minute. */
const undoMs = 15_000;

function offerUndo(
  t: Translator<"editing">,
  paths: readonly string[],
  undo: () => Promise<void>,
  report: (error: unknown) => void,
): void {
  toast(t("files.deleted", countOf(topmost(paths))), {
    duration: undoMs,
    action: { label: t("files.undo"), onClick: () => void undo().catch(report) },
  });
}
