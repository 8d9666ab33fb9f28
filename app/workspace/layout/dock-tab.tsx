"use client";
import { clsx } from "clsx";
import type { IDockviewPanelHeaderProps } from "dockview-react";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { ContextMenu, ContextMenuItem, ContextMenuSeparator } from "#app/ui/context-menu";
import { panelRegistry } from "#app/workspace/layout/panel-registry";
import type { PanelId } from "#app/workspace/layout/panels";
import { TabMark } from "#app/workspace/layout/tab-mark";
import { useSession } from "#app/workspace/session/session-context";

/** The tab of a pane: icon, title, what is new in it, and a way to hide it. */
export function DockTab({ api, params }: IDockviewPanelHeaderProps<{ id: PanelId }>) {
  const t = useTranslations("workspace");
  const { panels } = useSession();
  const { icon: Icon, permanent } = panelRegistry[params.id];
  const title = t(`panels.${params.id}`);
  // The name of dockview's tab; a remembered layout may bring one in another language.
  useEffect(() => api.setTitle(title), [api, title]);
  const menu = (
    <>
      <ContextMenuItem onSelect={() => panels.maximise(params.id)}>
        {api.isMaximized() ? t("layout.restore") : t("layout.maximise")}
      </ContextMenuItem>
      {permanent ? null : (
        <ContextMenuItem onSelect={() => api.close()}>{t("layout.hide", { panel: title })}</ContextMenuItem>
      )}
      <ContextMenuSeparator />
      <ContextMenuItem onSelect={() => panels.reset()}>{t("layout.reset")}</ContextMenuItem>
    </>
  );
  return (
    <ContextMenu items={menu}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the tab itself is dockview's element around this one */}
      <div
        className="group/tab relative flex h-full items-center gap-1 px-1.5"
        onDoubleClick={() => panels.maximise(params.id)}
      >
        <span className={clsx(!permanent && "group-hover/tab:invisible")}>
          <Icon aria-hidden size={14} />
        </span>
        {permanent ? null : (
          // In the icon's place, so that nothing is covered or moves. For the mouse only: a button inside a tab would confuse; the palette and the menu hide panes too.
          <span
            aria-hidden
            title={t("layout.hide", { panel: title })}
            onPointerDown={(event) => event.stopPropagation()}
            onClick={() => api.close()}
            className="absolute left-1 hidden size-4.5 items-center justify-center rounded-sm text-muted group-hover/tab:inline-flex hover:bg-hover hover:text-text"
          >
            <X size={13} />
          </span>
        )}
        <span>{title}</span>
        <TabMark id={params.id} />
      </div>
    </ContextMenu>
  );
}
