"use client";
import { FilePlus2, FolderPlus, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useRef, useState } from "react";
import { toast } from "sonner";
import { useActivePath, useAuthoring, useDesk } from "#app/authoring/authoring-context";
import { type DraftDesk, sentenceOf } from "#app/authoring/draft-desk";
import { Refusal } from "#app/authoring/draft-http";
import { wordsOf } from "#app/i18n/outside-react";
import { Confirm } from "#app/ui/confirm";
import { IconButton } from "#app/ui/icon-button";
import type { OpenFiles } from "#app/workspace/editor/open-files";
import { chosenFiles, type FileToUpload } from "#app/workspace/files/dropped-files";
import type { RowMark } from "#app/workspace/files/file-marks";
import { folderOf, joined, nameOf } from "#app/workspace/files/file-path";
import { FileTree, type TreeHandle } from "#app/workspace/files/file-tree";
import { foldersAbove } from "#app/workspace/files/tree-data";
import { composePath, DraftPath, draftBounds, draftTrees, sheetPath } from "#shared/authoring/draft";
import type { FileEntry } from "#shared/views";

const fixed = [composePath, sheetPath, ...draftTrees];

/** The experiment's folder as a tree: the two files that each has, and what students begin with, should reach and are checked by. */
export function AuthorFiles() {
  const t = useTranslations("authoring.files");
  const remove = useTranslations("ui.actions")("delete");
  const { desk, openFiles, page } = useAuthoring();
  const files = useDesk((state) => state.files);
  const folders = useDesk((state) => state.folders);
  const problems = useDesk((state) => state.reading.problems);
  const active = useActivePath();
  const tree = useRef<TreeHandle>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [removing, setRemoving] = useState<readonly string[]>([]);
  const actions = useMemo(() => createActions(desk, openFiles), [desk, openFiles]);
  const entries = useMemo(() => entriesOf([...files.keys()], folders), [files, folders]);
  const marks = useMemo(() => {
    const all = new Map<string, RowMark>();
    for (const [path, { state }] of files) if (state !== "saved") all.set(path, { unsaved: state, errors: 0 });
    for (const { file, severity } of problems) {
      const before = all.get(file);
      if (severity === "error") all.set(file, { ...before, errors: (before?.errors ?? 0) + 1 });
    }
    return all;
  }, [files, problems]);
  const upload = (chosen: readonly FileToUpload[], folder: string) =>
    void putAll(desk, chosen, folder === "" ? "starter" : folder).catch(report);
  return (
    <section aria-label={t("title")} className="flex h-full min-h-0 flex-col bg-surface">
      <div
        role="toolbar"
        aria-label={t("toolbar")}
        className="flex h-8 shrink-0 items-center gap-0.5 border-b border-line px-1.5"
      >
        <h2 className="flex-1 px-1 text-sm font-medium text-muted">{t("experiment")}</h2>
        <IconButton
          size="sm"
          label={t("newFile")}
          icon={<FilePlus2 aria-hidden size={14} />}
          onClick={() => tree.current?.create("file")}
        />
        <IconButton
          size="sm"
          label={t("newFolder")}
          icon={<FolderPlus aria-hidden size={14} />}
          onClick={() => tree.current?.create("folder")}
        />
        <IconButton
          size="sm"
          label={t("upload")}
          icon={<Upload aria-hidden size={14} />}
          onClick={() => picker.current?.click()}
        />
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={t("toUpload")}
          onChange={(event) => {
            upload(chosenFiles(event.target.files), tree.current?.folder() ?? "");
            event.target.value = "";
          }}
        />
      </div>
      <FileTree
        ref={tree}
        label={t("title")}
        files={entries}
        marks={marks}
        active={active}
        mayDrive
        memory={`varlab.draft.folders.${page.course.slug}.${page.slug}`}
        kept={draftTrees}
        fixed={fixed}
        actions={actions}
        open={(path, options) => openFiles.open(path, undefined, options)}
        report={report}
        upload={upload}
        onRemove={(paths) => setRemoving(paths.filter((path) => !fixed.includes(path)))}
      />
      <Confirm
        open={removing.length > 0}
        onOpenChange={(open) => (open ? undefined : setRemoving([]))}
        title={t("ask", { count: removing.length, name: nameOf(removing[0] ?? "") })}
        description={t("askHint")}
        action={remove}
        onConfirm={() => void actions.remove(removing).catch(report)}
      />
    </section>
  );
}

function report(error: unknown): void {
  toast.error(sentenceOf(error), { duration: 8000 });
}

/** What one does to files; a new one without a place goes into the starter. */
function createActions(desk: DraftDesk, openFiles: OpenFiles) {
  async function relocate(from: string, to: string): Promise<void> {
    if (from === to) return;
    checked(to);
    await desk.move([{ from, to }]);
    openFiles.renamed(from, to);
  }
  return {
    async create(path: string, kind: "file" | "folder"): Promise<void> {
      const place = checked(path.includes("/") ? path : `starter/${path}`);
      if (kind === "folder") {
        desk.makeFolder(place);
        return;
      }
      if (desk.state.getState().files.has(place))
        throw new Refusal("conflict", wordsOf("authoring.desk")("exists", { path: place }));
      await desk.put(place, { text: "" });
      openFiles.open(place, undefined, { focus: true });
    },
    rename: (path: string, name: string) => relocate(path, joined(folderOf(path), name)),
    async move(paths: readonly string[], folder: string): Promise<void> {
      for (const path of paths) await relocate(path, joined(folder, nameOf(path)));
    },
    async remove(paths: readonly string[]): Promise<void> {
      await desk.remove(paths);
      for (const path of paths) openFiles.removed(path);
    },
  };
}

function checked(path: string): string {
  const place = DraftPath.safeParse(path);
  if (place.success) return place.data;
  throw new Refusal("invalid", place.error.issues[0]?.message ?? wordsOf("authoring.desk")("noPath"));
}

async function putAll(desk: DraftDesk, files: readonly FileToUpload[], folder: string): Promise<void> {
  for (const { path, file } of files) {
    const place = checked(joined(folder, path));
    if (file.size > draftBounds.fileBytes)
      throw new Refusal("limit", wordsOf("authoring.desk")("tooLarge", { name: file.name }));
    await desk.put(place, { base64: base64Of(new Uint8Array(await file.arrayBuffer())) });
  }
}

function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** The tree's rows: every file, the folders above them, and those that are there though they are empty. */
function entriesOf(paths: readonly string[], empty: readonly string[]): ReadonlyMap<string, FileEntry> {
  const entry = (path: string, kind: FileEntry["kind"]) => ({ path, kind, size: 0, modifiedAt: 0, version: "" });
  const folders = [...draftTrees, ...empty, ...empty.flatMap(foldersAbove), ...paths.flatMap(foldersAbove)];
  return new Map([
    ...folders.map((path): [string, FileEntry] => [path, entry(path, "folder")]),
    ...paths.map((path): [string, FileEntry] => [path, entry(path, "file")]),
  ]);
}
