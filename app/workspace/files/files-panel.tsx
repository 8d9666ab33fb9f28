"use client";
import { ChevronsDownUp, Download, FilePlus2, FolderPlus, Upload } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Confirm } from "#app/ui/confirm";
import { IconButton } from "#app/ui/icon-button";
import { Notice } from "#app/ui/notice";
import { Waiting } from "#app/ui/waiting";
import { chosenFiles, droppedFiles } from "#app/workspace/files/dropped-files";
import { createFileActions, topmost } from "#app/workspace/files/file-actions";
import { nameOf } from "#app/workspace/files/file-path";
import { FileTree, type TreeHandle } from "#app/workspace/files/file-tree";
import { FilesEmpty } from "#app/workspace/files/files-empty";
import { UploadBar } from "#app/workspace/files/upload-bar";
import { createUploads } from "#app/workspace/files/uploads";
import { useCommands, useMayDrive, useSession, useWorkspace } from "#app/workspace/session/session-context";

/** The workspace's files as a tree, with everything one does to files. */
export function FilesPanel() {
  const session = useSession();
  const { commands, panels } = session;
  const mayDrive = useMayDrive();
  const ready = useWorkspace((state) => state.workspace !== null);
  const empty = useWorkspace((state) => state.files.size === 0);
  const truncated = useWorkspace((state) => state.filesTruncated);
  const actions = useMemo(() => createFileActions(session), [session]);
  const uploads = useMemo(() => createUploads(session.http), [session]);
  const tree = useRef<TreeHandle>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [removing, setRemoving] = useState<readonly string[]>([]);
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
        void droppedFiles(event.dataTransfer).then((files) => uploads.start(files, ""));
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
            void uploads.start(chosenFiles(event.target.files), tree.current?.folder() ?? "");
            event.target.value = "";
          }}
        />
      </div>
      {truncated ? (
        <Notice kind="warning" className="rounded-none">
          There are more files than can be listed; the rest is reachable in a terminal.
        </Notice>
      ) : null}
      {empty ? (
        <FilesEmpty mayDrive={mayDrive} onNew={() => start("file")} onUpload={() => picker.current?.click()} />
      ) : null}
      <FileTree ref={tree} actions={actions} uploads={uploads} onRemove={setRemoving} />
      <UploadBar uploads={uploads} />
      <RemoveDialog
        paths={removing}
        onClose={() => setRemoving([])}
        onConfirm={() => void actions.remove(removing).catch(commands.report)}
      />
    </div>
  );
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
  const what = roots.length === 1 ? nameOf(roots[0] ?? "") : `${roots.length} files and folders`;
  return (
    <Confirm
      open={paths.length > 0}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Delete ${what}?`}
      description="It is deleted from the workspace for good, folders with everything in them."
      action="Delete"
      onConfirm={onConfirm}
    />
  );
}
