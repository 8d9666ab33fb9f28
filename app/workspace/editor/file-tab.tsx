"use client";
import { clsx } from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import { ContextMenu, ContextMenuItem, ContextMenuSeparator } from "#app/ui/context-menu";
import type { FileGroup, FileTab } from "#app/workspace/editor/open-files";
import { FileIcon } from "#app/workspace/files/file-icon";
import { nameOf } from "#app/workspace/files/file-path";
import { useSession } from "#app/workspace/session/session-context";

/** One tab: name, unsaved mark or cross, and a menu. */
export function FileTabButton({
  tab,
  group,
  onDrop,
}: {
  tab: FileTab;
  group: FileGroup;
  onDrop: (event: React.DragEvent) => void;
}) {
  const t = useTranslations("editing.tabs");
  const { documents, openFiles } = useSession();
  const mark = useStore(documents.marks, (marks) => marks.get(tab.path));
  const active = group.active === tab.path;
  const twin = useStore(openFiles.state, (state) =>
    state.groups.some((one) =>
      one.tabs.some((other) => other.path !== tab.path && nameOf(other.path) === nameOf(tab.path)),
    ),
  );
  return (
    <ContextMenu items={<TabMenu path={tab.path} group={group.id} />}>
      <div
        role="tab"
        tabIndex={active ? 0 : -1}
        aria-selected={active}
        aria-label={mark ? t(mark, { name: nameOf(tab.path) }) : nameOf(tab.path)}
        title={tab.path}
        draggable
        onDragStart={(event) => event.dataTransfer.setData("application/x-varlab-tab", `${group.id}:${tab.path}`)}
        onDrop={onDrop}
        onPointerDown={(event) => event.button === 0 && openFiles.activate(tab.path, group.id)}
        onAuxClick={(event) => event.button === 1 && openFiles.close(tab.path, group.id)}
        onDoubleClick={() => openFiles.keep(tab.path)}
        onKeyDown={(event) => {
          if (event.key === "Enter" || event.key === " ") openFiles.activate(tab.path, group.id);
          if (event.key === "Delete") openFiles.close(tab.path, group.id);
          if (event.key === "ArrowRight") openFiles.step(1);
          if (event.key === "ArrowLeft") openFiles.step(-1);
        }}
        className={clsx(
          "group/tab relative flex max-w-56 shrink-0 cursor-default items-center gap-1.5 border-r border-line pr-1 pl-2.5 select-none focus-visible:-outline-offset-2",
          active
            ? "bg-surface text-text after:absolute after:inset-x-0 after:top-0 after:h-0.5 after:bg-accent"
            : "text-muted hover:text-text",
        )}
      >
        <FileIcon path={tab.path} />
        <span className={clsx("min-w-0 truncate", tab.preview && "italic", mark === "conflict" && "text-failed")}>
          {nameOf(tab.path)}
        </span>
        {twin ? <span className="min-w-0 truncate text-xs text-faint">{tab.path.split("/").at(-2)}</span> : null}
        {/* For the mouse only: a button inside a tab would confuse; Delete and Alt+W close it too. */}
        <span
          aria-hidden
          title={t("close", { name: nameOf(tab.path) })}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={() => openFiles.close(tab.path, group.id)}
          className="relative inline-flex size-5 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-text"
        >
          <X
            aria-hidden
            size={13}
            className={clsx(
              mark ? "opacity-0 group-hover/tab:opacity-100" : active ? "" : "opacity-0 group-hover/tab:opacity-100",
            )}
          />
          {mark ? (
            <span
              aria-hidden
              className={clsx(
                "absolute size-2 rounded-full group-hover/tab:hidden",
                mark === "failed" || mark === "conflict" ? "bg-failed" : "bg-waiting",
              )}
            />
          ) : null}
        </span>
      </div>
    </ContextMenu>
  );
}

function TabMenu({ path, group }: { path: string; group: number }) {
  const t = useTranslations("editing.tabs");
  const actions = useTranslations("ui.actions");
  const { openFiles } = useSession();
  return (
    <>
      <ContextMenuItem keys="Alt+W" onSelect={() => openFiles.close(path, group)}>
        {actions("close")}
      </ContextMenuItem>
      <ContextMenuItem onSelect={() => openFiles.closeOthers(path, group)}>{t("closeOthers")}</ContextMenuItem>
      <ContextMenuItem onSelect={() => openFiles.closeAll()}>{t("closeAll")}</ContextMenuItem>
      <ContextMenuSeparator />
      <ContextMenuItem onSelect={() => openFiles.keep(path)}>{t("keepOpen")}</ContextMenuItem>
      <ContextMenuItem onSelect={() => void navigator.clipboard?.writeText(path)}>{t("copyPath")}</ContextMenuItem>
    </>
  );
}
