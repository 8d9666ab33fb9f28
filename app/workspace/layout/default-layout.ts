import type { AddPanelOptions, DockviewApi } from "dockview-react";
import type { PanelId } from "#app/workspace/layout/panels";

/** From here on there is room for a third column (a 14-inch laptop shows 1440). */
export const wideFrom = 1200;
/** Below this the panes are shown one at a time. */
export const narrowBelow = 720;

/** The tabs of the left group fit into it in German too, the longer language. */
const leftWidth = { wide: 336, medium: 276 } as const;

type Place = Partial<Pick<AddPanelOptions, "position" | "inactive" | "initialWidth" | "initialHeight">>;

function add(api: DockviewApi, id: PanelId, place: Place = {}): void {
  api.addPanel({
    id,
    component: "pane",
    tabComponent: "tab",
    params: { id },
    ...place,
  });
}

/** Builds what a new reader sees in a window of this width. */
export function buildDefaultLayout(api: DockviewApi, width: number): void {
  api.clear();
  add(api, "editors");
  settleEditors(api);
  addLeft(api, width >= wideFrom ? leftWidth.wide : leftWidth.medium);
  if (width >= wideFrom) buildWide(api, width);
  else buildMedium(api);
  for (const id of ["files", "editors", "build", "instances"] as const) api.getPanel(id)?.api.setActive();
  api.getPanel("editors")?.api.setActive();
}

/** The editor brings its own tabs: its group shows no second row of them and takes no other pane in. */
export function settleEditors(api: DockviewApi): void {
  const group = api.getPanel("editors")?.group;
  if (group === undefined) return;
  group.header.hidden = true;
  group.locked = true;
}

function addLeft(api: DockviewApi, width: number): void {
  add(api, "task", { position: { referencePanel: "editors", direction: "left" }, initialWidth: width });
  const within = { position: { referencePanel: "task", direction: "within" } } as const;
  for (const id of ["files", "find", "builds"] as const) add(api, id, { ...within, inactive: true });
}

function buildWide(api: DockviewApi, width: number): void {
  add(api, "instances", {
    position: { referencePanel: "editors", direction: "right" },
    initialWidth: Math.round(width * 0.36),
  });
  add(api, "topology", { position: { referencePanel: "instances", direction: "above" }, initialHeight: 176 });
  add(api, "build", { position: { referencePanel: "editors", direction: "below" }, initialHeight: 236 });
  for (const id of ["problems", "checks", "submission", "terminal"] as const) {
    add(api, id, { position: { referencePanel: "build", direction: "within" }, inactive: true });
  }
}

function buildMedium(api: DockviewApi): void {
  add(api, "instances", { position: { referencePanel: "editors", direction: "below" }, initialHeight: 320 });
  for (const id of ["build", "problems", "checks", "submission", "terminal", "topology"] as const) {
    add(api, id, { position: { referencePanel: "instances", direction: "within" }, inactive: true });
  }
}

/** Where a pane goes that was closed: beside its neighbours, or to its side of the window. */
export function addAtHome(api: DockviewApi, id: PanelId): void {
  const neighbour = homes[id].neighbours.find((candidate) => api.getPanel(candidate) !== undefined);
  if (neighbour !== undefined) add(api, id, { position: { referencePanel: neighbour, direction: "within" } });
  else if (homes[id].side === "below" && api.getPanel("editors")) {
    add(api, id, { position: { referencePanel: "editors", direction: "below" }, initialHeight: 236 });
  } else {
    const initialWidth = homes[id].side === "left" ? leftWidth.wide : 480;
    add(api, id, { position: { direction: homes[id].side }, initialWidth });
  }
}

interface Home {
  readonly neighbours: readonly PanelId[];
  readonly side: "left" | "right" | "below";
}

const left: readonly PanelId[] = ["files", "task", "find", "builds"];
const bottom: readonly PanelId[] = ["build", "problems", "checks", "submission", "terminal"];
const homes: Readonly<Record<PanelId, Home>> = {
  task: { neighbours: left, side: "left" },
  files: { neighbours: left, side: "left" },
  find: { neighbours: left, side: "left" },
  builds: { neighbours: left, side: "left" },
  editors: { neighbours: [], side: "right" },
  build: { neighbours: bottom, side: "below" },
  problems: { neighbours: bottom, side: "below" },
  checks: { neighbours: bottom, side: "below" },
  submission: { neighbours: bottom, side: "below" },
  terminal: { neighbours: bottom, side: "below" },
  instances: { neighbours: ["topology"], side: "right" },
  topology: { neighbours: ["instances"], side: "right" },
};
