"use client";
import {
  dragAndDropFeature,
  hotkeysCoreFeature,
  keyboardDragAndDropFeature,
  propMemoizationFeature,
  renamingFeature,
  selectionFeature,
  syncDataLoaderFeature,
} from "@headless-tree/core";
import { useTree } from "@headless-tree/react";
import { Fragment, type Ref, useEffect, useImperativeHandle, useMemo, useState } from "react";
import { droppedFiles, type FileToUpload } from "#app/workspace/files/dropped-files";
import type { FileActions } from "#app/workspace/files/file-actions";
import type { RowMark } from "#app/workspace/files/file-marks";
import { folderOf, joined } from "#app/workspace/files/file-path";
import { FileRow } from "#app/workspace/files/file-row";
import { MovingDescription } from "#app/workspace/files/moving-description";
import { NewRow } from "#app/workspace/files/new-row";
import { foldersAbove, rootId, type TreeNode, treeOf } from "#app/workspace/files/tree-data";
import type { FileEntry } from "#shared/views";

/** What the toolbar asks of the tree. */
export interface TreeHandle {
  create(kind: "file" | "folder"): void;
  collapse(): void;
  /** The folder that new things go into: the focused one, or the one of the focused file. */
  folder(): string;
}

interface Draft {
  readonly folder: string;
  readonly kind: "file" | "folder";
}

const noPaths: readonly string[] = [];
const gone: TreeNode = { path: "", label: "", kind: "other", children: [] };
/** A workspace with fewer folders than this opens all of them the first time. */
const fewFolders = 40;

/** The tree: arrows move, Enter opens, F2 renames, Delete deletes, drag moves. */
export function FileTree({
  ref,
  label,
  files,
  marks,
  active,
  mayDrive,
  memory,
  kept = noPaths,
  fixed = noPaths,
  actions,
  open,
  report: say,
  upload,
  onRemove,
}: {
  ref: Ref<TreeHandle>;
  label: string;
  files: ReadonlyMap<string, FileEntry>;
  marks: ReadonlyMap<string, RowMark>;
  /** The path of the text that is edited now. */
  active: string | null | undefined;
  mayDrive: boolean;
  /** Where this browser remembers which folders are open. */
  memory: string;
  /** Folders with a row of their own even when they hold only one folder. */
  kept?: readonly string[];
  /** What keeps its name and its place. */
  fixed?: readonly string[];
  actions: Pick<FileActions, "create" | "rename" | "move"> & Partial<Pick<FileActions, "download">>;
  open: (path: string, options?: { preview?: boolean }) => void;
  report: (error: unknown) => void;
  upload: (files: readonly FileToUpload[], folder: string) => void;
  onRemove: (paths: readonly string[]) => void;
}) {
  const nodes = useMemo(() => treeOf(files, kept), [files, kept]);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [expandedItems, setExpandedItems] = useExpanded(memory, nodes);

  const targetFolder = (node: TreeNode) => (node.kind === "folder" ? node.path : folderOf(node.path));
  const tree = useTree<TreeNode>({
    rootItemId: rootId,
    state: { expandedItems },
    setExpandedItems,
    getItemName: (item) => item.getItemData().label,
    isItemFolder: (item) => item.getItemData().kind === "folder",
    dataLoader: { getItem: (id) => nodes.get(id) ?? gone, getChildren: (id) => [...(nodes.get(id)?.children ?? [])] },
    canReorder: false,
    canDrag: (items) => mayDrive && items.every((item) => !fixed.includes(item.getId())),
    canDrop: (items, target) =>
      items.every((item) => !`${targetFolder(target.item.getItemData())}/`.startsWith(`${item.getId()}/`)),
    onDrop: (items, target) =>
      report(
        actions.move(
          items.map((item) => item.getId()),
          targetFolder(target.item.getItemData()),
        ),
      ),
    canDragForeignDragObjectOver: (transfer) => mayDrive && transfer.types.includes("Files"),
    canDropForeignDragObject: (transfer) => mayDrive && transfer.types.includes("Files"),
    onDropForeignDragObject: (transfer, target) =>
      void droppedFiles(transfer).then((dropped) => upload(dropped, targetFolder(target.item.getItemData()))),
    canRename: (item) => mayDrive && !fixed.includes(item.getId()),
    onRename: (item, value) => report(actions.rename(item.getId(), value.trim())),
    onPrimaryAction: (item) => item.isFolder() || open(item.getId(), { preview: true }),
    hotkeys: {
      customRemove: { hotkey: "Delete", handler: () => mayDrive && onRemove(chosen()) },
      customOpen: { hotkey: "Enter", handler: () => openFocused() },
    },
    features: [
      syncDataLoaderFeature,
      selectionFeature,
      hotkeysCoreFeature,
      dragAndDropFeature,
      keyboardDragAndDropFeature,
      renamingFeature,
      propMemoizationFeature,
    ],
  });

  function report(action: Promise<void>): void {
    action.catch(say);
  }

  function chosen(): string[] {
    const selected = tree.getSelectedItems().map((item) => item.getId());
    const focused = tree.getFocusedItem()?.getId();
    return selected.length > 0 && (focused === undefined || selected.includes(focused))
      ? selected
      : focused === undefined
        ? []
        : [focused];
  }

  function openFocused(): void {
    const item = tree.getFocusedItem();
    if (item === undefined) return;
    if (!item.isFolder()) open(item.getId());
    else if (item.isExpanded()) item.collapse();
    else item.expand();
  }

  function create(kind: Draft["kind"], folder: string): void {
    setDraft({ kind, folder });
    if (folder !== "") setExpandedItems((before) => [...new Set([...before, folder])]);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the tree is rebuilt when its nodes are new
  useEffect(() => tree.rebuildTree(), [nodes, expandedItems]);
  useEffect(() => {
    if (active != null) setExpandedItems((before) => [...new Set([...before, ...foldersAbove(active)])]);
  }, [active, setExpandedItems]);
  useImperativeHandle(ref, () => ({
    create: (kind) => create(kind, folderOfFocus()),
    collapse: () => setExpandedItems([]),
    folder: folderOfFocus,
  }));

  function folderOfFocus(): string {
    const focused = tree.getState().focusedItem;
    const node = focused === null ? undefined : nodes.get(focused);
    return node ? targetFolder(node) : "";
  }

  const newRow = (level: number) =>
    draft === null ? null : (
      <NewRow
        kind={draft.kind}
        level={level}
        onCancel={() => setDraft(null)}
        onName={(name) => {
          setDraft(null);
          report(actions.create(joined(draft.folder, name), draft.kind));
        }}
      />
    );

  return (
    <div className="min-h-0 flex-1 overflow-auto">
      {draft?.folder === "" ? newRow(0) : null}
      <MovingDescription tree={tree} />
      <div {...tree.getContainerProps(label)} className="min-h-full py-1 outline-none">
        {tree.getItems().map((item) => (
          <Fragment key={item.getKey()}>
            <FileRow
              item={item}
              mark={marks.get(item.getId())}
              current={item.getId() === active}
              mayDrive={mayDrive}
              fixed={fixed.includes(item.getId())}
              onOpen={() => open(item.getId())}
              onCreate={(kind) => create(kind, targetFolder(item.getItemData()))}
              onRemove={() => onRemove(item.isSelected() ? chosen() : [item.getId()])}
              onDownload={actions.download && (() => report(actions.download?.(item.getId()) ?? Promise.resolve()))}
            />
            {draft !== null && draft.folder === item.getId() ? newRow(item.getItemMeta().level + 1) : null}
          </Fragment>
        ))}
      </div>
    </div>
  );
}

/** Which folders are open; remembered in this browser, all of them in a small tree seen for the first time. */
function useExpanded(key: string, nodes: ReadonlyMap<string, TreeNode>) {
  const [expanded, setExpanded] = useState<string[]>(() => {
    const kept = localStorage.getItem(key);
    if (kept !== null) return kept.split("\n").filter((path) => path !== "");
    const folders = [...nodes.values()]
      .filter((node) => node.kind === "folder" && node.path !== "")
      .map((node) => node.path);
    return folders.length < fewFolders ? folders : [];
  });
  useEffect(() => localStorage.setItem(key, expanded.join("\n")), [key, expanded]);
  return [expanded, setExpanded] as const;
}
