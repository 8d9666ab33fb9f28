"use client";
import type { ItemInstance } from "@headless-tree/core";
import { clsx } from "clsx";
import { ChevronDown, ChevronRight, Download, FilePlus2, FolderPlus, Link2, PenLine, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Translator } from "#app/i18n/translator";
import { ContextMenu, ContextMenuItem, ContextMenuSeparator } from "#app/ui/context-menu";
import { FileIcon } from "#app/workspace/files/file-icon";
import type { RowMark } from "#app/workspace/files/file-marks";
import { nameOf } from "#app/workspace/files/file-path";
import type { TreeNode } from "#app/workspace/files/tree-data";

interface Props {
  readonly item: ItemInstance<TreeNode>;
  readonly mark: RowMark | undefined;
  /** Open in the editor now. */
  readonly current: boolean;
  readonly mayDrive: boolean;
  /** It keeps its name and its place. */
  readonly fixed: boolean;
  readonly onOpen: () => void;
  readonly onCreate: (kind: "file" | "folder") => void;
  readonly onRemove: () => void;
  readonly onDownload: (() => void) | undefined;
}

/** One row of the tree with its menu. */
export function FileRow(props: Props) {
  const t = useTranslations("editing.row");
  const { item, mark, current, onOpen } = props;
  const node = item.getItemData();
  const indent = { paddingLeft: 6 + item.getItemMeta().level * 14 };
  if (item.isRenaming()) {
    return (
      <div className="flex h-6 items-center gap-1 pr-2" style={indent}>
        <span className="w-3.5" />
        <input
          {...item.getRenameInputProps()}
          aria-label={t("newName", { name: nameOf(node.path) })}
          onFocus={(event) => selectStem(event.currentTarget)}
          className="h-5 w-full min-w-0 rounded-sm border border-focus bg-sunken px-1"
        />
      </div>
    );
  }
  const Chevron = item.isExpanded() ? ChevronDown : ChevronRight;
  return (
    <ContextMenu items={<RowMenu {...props} />}>
      <button
        type="button"
        {...item.getProps()}
        aria-label={spoken(t, node.label, mark)}
        title={node.path}
        onDoubleClick={() => (item.isFolder() ? undefined : onOpen())}
        style={indent}
        className={clsx(
          "flex h-6 w-full cursor-default items-center gap-1 pr-2 text-left select-none focus-visible:-outline-offset-2",
          item.isDragTarget()
            ? "bg-accent-soft"
            : item.isSelected()
              ? "bg-selected"
              : current
                ? "bg-pressed"
                : "hover:bg-hover",
        )}
      >
        {item.isFolder() ? (
          <Chevron aria-hidden size={14} className="shrink-0 text-faint" />
        ) : (
          <span className="w-3.5 shrink-0" />
        )}
        {item.isFolder() ? null : node.kind === "link" ? (
          <Link2 aria-hidden size={14} className="shrink-0 text-faint" />
        ) : (
          <FileIcon path={node.path} />
        )}
        <span
          className={clsx(
            "min-w-0 flex-1 truncate",
            mark && mark.errors > 0
              ? "text-failed"
              : node.kind === "other" || node.kind === "link"
                ? "text-faint"
                : "text-text",
          )}
        >
          {node.label}
        </span>
        <Marks mark={mark} folder={item.isFolder()} />
      </button>
    </ContextMenu>
  );
}

function Marks({ mark, folder }: { mark: RowMark | undefined; folder: boolean }) {
  const t = useTranslations("editing.row");
  if (mark === undefined) return null;
  return (
    <>
      {mark.errors > 0 && !folder ? (
        <span
          data-count={mark.errors}
          title={t("errors", { count: mark.errors })}
          className="text-xs text-failed before:content-[attr(data-count)]"
        />
      ) : null}
      {mark.unsaved ? (
        <span
          className={clsx(
            "size-2 shrink-0 rounded-full",
            mark.unsaved === "dirty" || mark.unsaved === "saving" ? "bg-waiting" : "bg-failed",
          )}
        ></span>
      ) : null}
    </>
  );
}

function RowMenu({ item, mayDrive, fixed, onOpen, onCreate, onRemove, onDownload }: Props) {
  const t = useTranslations("editing");
  const actions = useTranslations("ui.actions");
  const { path } = item.getItemData();
  const icon = { "aria-hidden": true, size: 14 } as const;
  return (
    <>
      {item.isFolder() ? null : <ContextMenuItem onSelect={onOpen}>{t("row.open")}</ContextMenuItem>}
      <ContextMenuItem icon={<FilePlus2 {...icon} />} disabled={!mayDrive} onSelect={() => onCreate("file")}>
        {t("files.newFile")}
      </ContextMenuItem>
      <ContextMenuItem icon={<FolderPlus {...icon} />} disabled={!mayDrive} onSelect={() => onCreate("folder")}>
        {t("files.newFolder")}
      </ContextMenuItem>
      <ContextMenuSeparator />
      {/* The menu gives the focus back when it closes, after which the name may take it. */}
      <ContextMenuItem
        icon={<PenLine {...icon} />}
        keys="F2"
        disabled={!mayDrive || fixed}
        onSelect={() => setTimeout(() => item.startRenaming())}
      >
        {t("row.rename")}
      </ContextMenuItem>
      {onDownload === undefined ? null : (
        <ContextMenuItem icon={<Download {...icon} />} onSelect={onDownload}>
          {item.isFolder() ? t("row.downloadZip") : t("row.download")}
        </ContextMenuItem>
      )}
      <ContextMenuItem onSelect={() => void navigator.clipboard?.writeText(path)}>{t("row.copyPath")}</ContextMenuItem>
      <ContextMenuSeparator />
      <ContextMenuItem icon={<Trash2 {...icon} />} keys="Del" danger disabled={!mayDrive || fixed} onSelect={onRemove}>
        {actions("delete")}
      </ContextMenuItem>
    </>
  );
}

/** What a row says aloud: its name and its marks. */
function spoken(t: Translator<"editing.row">, name: string, mark: RowMark | undefined): string {
  const [count, unsaved] = [mark?.errors ?? 0, mark?.unsaved !== undefined];
  if (count > 0) return t(unsaved ? "withErrorsUnsaved" : "withErrors", { name, count });
  return unsaved ? t("unsaved", { name }) : name;
}

/** Selects the name without its ending: that is what one wants to change. */
function selectStem(input: HTMLInputElement): void {
  const dot = input.value.lastIndexOf(".");
  input.setSelectionRange(0, dot > 0 ? dot : input.value.length);
}
