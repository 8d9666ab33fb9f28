"use client";
import { useTranslations } from "next-intl";
import type { Translator } from "#app/i18n/translator";
import "dockview-react/dist/styles/dockview.css";
import "./dock.css";
import { type DockviewApi, DockviewReact, type DockviewTheme, type IDockviewPanelProps } from "dockview-react";
import { useEffect, useRef, useState } from "react";
import { addAtHome, buildDefaultLayout, settleEditors } from "#app/workspace/layout/default-layout";
import { DockActions } from "#app/workspace/layout/dock-actions";
import { DockTab } from "#app/workspace/layout/dock-tab";
import type { LayoutMemory } from "#app/workspace/layout/layout-memory";
import { Pane } from "#app/workspace/layout/pane";
import { panelRegistry } from "#app/workspace/layout/panel-registry";
import { focusPanel, type PanelDriver, type PanelId, panelIds } from "#app/workspace/layout/panels";
import { useSession } from "#app/workspace/session/session-context";

const theme: DockviewTheme = {
  name: "varlab",
  className: "dockview-theme-varlab",
  dndTabIndicator: "line",
  tabGroupIndicator: "none",
};
const components = { pane: (props: IDockviewPanelProps<{ id: PanelId }>) => <Pane id={props.params.id} /> };
const tabComponents = { tab: DockTab };
const announced = ["open", "close", "maximize", "restore"] as const;

/** The panes as a layout that can be dragged, split and maximised; `remembered` comes from `memory`. */
export function Dock({ remembered, memory }: { remembered: unknown; memory: LayoutMemory }) {
  const t = useTranslations("workspace");
  const { panels } = useSession();
  const box = useRef<HTMLDivElement>(null);
  const [api, setApi] = useState<DockviewApi | null>(null);

  useEffect(() => {
    if (api === null) return;
    const width = () => box.current?.clientWidth ?? window.innerWidth;
    const naming = api.onDidAddGroup(asGroup);
    restore(api, remembered, width());
    api.groups.forEach(asGroup);
    const saving = api.onDidLayoutChange(() => memory.save(api.toJSON()));
    const detach = panels.attach(
      dockDriver(api, () => {
        memory.forget();
        buildDefaultLayout(api, width());
      }),
    );
    return () => {
      detach();
      saving.dispose();
      naming.dispose();
    };
  }, [api, panels, memory, remembered]);

  useEffect(() => {
    if (api === null || box.current === null) return;
    let frame = 0;
    // Dockview takes a group's place from its memory of the frame before: what it places while sizes still change is placed anew.
    const place = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(() => api.layout(api.width, api.height, true));
      });
    };
    const resized = new ResizeObserver(place);
    resized.observe(box.current);
    const arranged = api.onDidLayoutFromJSON(place);
    return () => {
      cancelAnimationFrame(frame);
      arranged.dispose();
      resized.disconnect();
    };
  }, [api]);

  return (
    <div ref={box} className="h-full">
      <DockviewReact
        theme={theme}
        components={components}
        tabComponents={tabComponents}
        rightHeaderActionsComponent={DockActions}
        getAnnouncement={({ kind, panel }) => announcement(t, kind, panel.id)}
        defaultRenderer="always"
        disableFloatingGroups
        scrollbars="native"
        onReady={(event) => setApi(event.api)}
      />
    </div>
  );
}

/** What a screen reader hears of a pane that comes, goes or fills the window; nothing of what the reader does not do here. */
function announcement(t: Translator<"workspace">, kind: string, id: string): string | null {
  const said = announced.find((one) => one === kind);
  return said === undefined || !isPanelId(id) ? null : t(`announced.${said}`, { panel: t(`panels.${id}`) });
}

/** The panes are the page's regions; a group around them would be a second one of the same name. */
function asGroup(group: { element: HTMLElement }): void {
  group.element.setAttribute("role", "group");
}

function restore(api: DockviewApi, remembered: unknown, width: number): void {
  if (isLayout(remembered)) {
    try {
      api.fromJSON(remembered);
      if (api.panels.every((panel) => isPanelId(panel.id)) && api.getPanel("editors")) {
        settleEditors(api);
        return;
      }
    } catch {
      // An arrangement of an older version: the default is better than none.
    }
  }
  buildDefaultLayout(api, width);
}

function isLayout(value: unknown): value is Parameters<DockviewApi["fromJSON"]>[0] {
  return value !== null && typeof value === "object" && "grid" in value && "panels" in value;
}

function dockDriver(api: DockviewApi, reset: () => void): PanelDriver {
  return {
    show(id, quiet) {
      const panel = api.getPanel(id);
      if (api.hasMaximizedGroup() && !panel?.api.isMaximized()) api.exitMaximizedGroup();
      if (panel === undefined) addAtHome(api, id);
      else panel.api.setActive();
      if (!quiet) focusPanel(id);
    },
    hide(id) {
      const panel = api.getPanel(id);
      if (panel && !panelRegistry[id].permanent) panel.api.close();
    },
    maximise(id) {
      const panel = api.getPanel(id);
      if (panel?.api.isMaximized()) panel.api.exitMaximized();
      else panel?.api.maximize();
    },
    reset,
    isVisible: (id) => api.getPanel(id)?.api.isVisible ?? false,
  };
}

function isPanelId(id: string): id is PanelId {
  return panelIds.some((known) => known === id);
}
