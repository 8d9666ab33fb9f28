import type { Translator } from "#app/i18n/translator";
import type { Command } from "#app/workspace/commands/commands";
import { panelRegistry } from "#app/workspace/layout/panel-registry";
import { type PanelId, type Panels, panelIds } from "#app/workspace/layout/panels";

/** Going to, hiding and maximising each pane, and the way back to the default. */
export function panelCommands(panels: Panels, t: Translator<"workspace">): Command[] {
  return [
    ...panelIds.map((id) => goTo(panels, id, t)),
    ...panelIds.filter((id) => !panelRegistry[id].permanent).map((id) => hide(panels, id, t)),
    {
      id: "view.maximise",
      title: t("layout.maximiseOrRestore"),
      group: "View",
      key: "Ctrl+Shift+M",
      inTerminal: true,
      run: () => panels.maximise(panels.active.getState()),
    },
    { id: "view.reset", title: t("layout.reset"), group: "View", run: () => panels.reset() },
    {
      id: "view.left",
      title: t("layout.files"),
      group: "View",
      key: "Ctrl+Shift+E",
      run: () => panels.toggle("files"),
    },
  ];
}

function goTo(panels: Panels, id: PanelId, t: Translator<"workspace">): Command {
  const title = t("layout.goTo", { panel: t(`panels.${id}`) });
  const { key } = panelRegistry[id];
  return { id: `go.${id}`, title, group: "Go", key, inTerminal: true, run: () => panels.show(id) };
}

function hide(panels: Panels, id: PanelId, t: Translator<"workspace">): Command {
  return {
    id: `hide.${id}`,
    title: t("layout.hide", { panel: t(`panels.${id}`) }),
    group: "View",
    when: () => panels.isVisible(id),
    run: () => panels.toggle(id),
  };
}
