import type { Command } from "#app/workspace/commands/commands";
import { panelRegistry } from "#app/workspace/layout/panel-registry";
import { type PanelId, type Panels, panelIds } from "#app/workspace/layout/panels";

/** Going to, hiding and maximising each pane, and the way back to the default. */
export function panelCommands(panels: Panels): Command[] {
  return [
    ...panelIds.map((id) => goTo(panels, id)),
    ...panelIds.filter((id) => !panelRegistry[id].permanent).map((id) => hide(panels, id)),
    {
      id: "view.maximise",
      title: "Maximise the pane, or restore its size",
      group: "View",
      key: "Ctrl+Shift+M",
      inTerminal: true,
      run: () => panels.maximise(panels.active.getState()),
    },
    { id: "view.reset", title: "Reset layout", group: "View", run: () => panels.reset() },
    {
      id: "view.left",
      title: "Show or hide files",
      group: "View",
      key: "Ctrl+Shift+E",
      run: () => panels.toggle("files"),
    },
  ];
}

function goTo(panels: Panels, id: PanelId): Command {
  const { title, key } = panelRegistry[id];
  return { id: `go.${id}`, title: `Go to ${title}`, group: "Go", key, inTerminal: true, run: () => panels.show(id) };
}

function hide(panels: Panels, id: PanelId): Command {
  return {
    id: `hide.${id}`,
    title: `Hide ${panelRegistry[id].title}`,
    group: "View",
    when: () => panels.isVisible(id),
    run: () => panels.toggle(id),
  };
}
