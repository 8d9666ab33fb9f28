"use client";
import { ChevronsDownUp, Download, FilePlus2, FolderPlus, Upload } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { toast } from "sonner";
import { useStore } from "zustand";
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
    actions.remove(paths).then((undo) => undo && offerUndo(paths, undo, commands.report), commands.report);
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
      { id: "file.new", title: "New file", group: "File", when: () => mayDrive, run: () => start("file") },
      { id: "file.new-folder", title: "New folder", group: "File", when: () => mayDrive, run: () => start("folder") },
      {
        id: "file.upload",
        title: "Upload files",
        group: "File",
        when: () => mayDrive,
        run: () => picker.current?.click(),
      },
      { id: "file.download", title: "Download all files as a zip", group: "File", run: () => actions.download("") },
    ],
    [mayDrive, actions],
  );
  if (!ready) return <Waiting stage="Listing the files" />;
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
        aria-label="Files"
        className="flex h-8 shrink-0 items-center gap-0.5 border-b border-line px-1.5"
      >
        <span className="flex-1" />
        <IconButton
          size="sm"
          label="New file"
          disabled={!mayDrive}
          icon={<FilePlus2 aria-hidden size={14} />}
          onClick={() => start("file")}
        />
        <IconButton
          size="sm"
          label="New folder"
          disabled={!mayDrive}
          icon={<FolderPlus aria-hidden size={14} />}
          onClick={() => start("folder")}
        />
        <IconButton
          size="sm"
          label="Upload files"
          disabled={!mayDrive}
          icon={<Upload aria-hidden size={14} />}
          onClick={() => picker.current?.click()}
        />
        <IconButton
          size="sm"
          label="Download all as a zip"
          icon={<Download aria-hidden size={14} />}
          onClick={() => commands.run("file.download")}
        />
        <IconButton
          size="sm"
          label="Collapse all folders"
          icon={<ChevronsDownUp aria-hidden size={14} />}
          onClick={() => tree.current?.collapse()}
        />
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label="Files to upload"
          onChange={(event) => {
            upload(chosenFiles(event.target.files), tree.current?.folder() ?? "");
            event.target.value = "";
          }}
        />
      </div>
      {truncated ? (
        <Notice kind="warning" className="rounded-none">
          There are more files than can be listed; the rest is reachable in a terminal.
        </Notice>
      ) : null}
      {files.size === 0 ? (
        <FilesEmpty mayDrive={mayDrive} onNew={() => start("file")} onUpload={() => picker.current?.click()} />
      ) : null}
      <FileTree
        ref={tree}
        label="Files of the workspace"
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
        title={replaceTitle(replacing?.taken ?? [])}
        description="What is there now is overwritten by what you upload."
        action="Replace"
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

function replaceTitle(taken: readonly string[]): string {
  return taken.length === 1 ? `Replace ${nameOf(taken[0] ?? "")}?` : `Replace ${taken.length} files?`;
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
  const roots = topmost(paths);
  return (
    <Confirm
      open={paths.length > 0}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Delete ${whatOf(roots)}?`}
      description="Folders are deleted with everything in them. You can undo it for a minute."
      action="Delete"
      onConfirm={onConfirm}
    />
  );
}

function whatOf(roots: readonly string[]): string {
  return roots.length === 1 ? nameOf(roots[0] ?? "") : `${roots.length} files and folders`;
}

/** Long enough to see the mistake; the server keeps what was deleted for a minute. */
const undoMs = 15_000;

function offerUndo(paths: readonly string[], undo: () => Promise<void>, report: (error: unknown) => void): void {
  toast(`${whatOf(topmost(paths))} deleted`, {
    duration: undoMs,
    action: { label: "Undo", onClick: () => void undo().catch(report) },
  });
}
