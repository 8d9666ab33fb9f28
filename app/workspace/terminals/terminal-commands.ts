import type { Translator } from "#app/i18n/translator";
import type { Command } from "#app/workspace/commands/commands";
import type { Session } from "#app/workspace/session/session";
import type { TerminalTarget } from "#shared/views";

/** Opening and finding terminals, the size of their text, reading them with a screen reader. */
export function terminalCommands(session: Session, mayDrive: boolean, t: Translator<"workspace">): Command[] {
  const { screens, panels, store } = session;
  const group = "Terminal";

  async function openOn(target: TerminalTarget): Promise<void> {
    panels.show("terminal", { quiet: true });
    const { id } = await screens.open(target);
    screens.shown.setState(id, true);
    screens.of(id).focus();
  }

  return [
    {
      id: "terminal.toggle",
      title: t("terminalCommands.toggle"),
      group,
      key: "Ctrl+`",
      inTerminal: true,
      async run() {
        if (panels.isVisible("terminal") && panels.active.getState() === "terminal") {
          panels.show("editors");
          return;
        }
        panels.show("terminal");
        const places = screens.places.getState();
        const free = store.getState().terminals.some(({ id }) => places[id] === undefined || places[id] === "pane");
        if (!free && mayDrive) await openOn({ kind: "toolchain" });
      },
    },
    {
      id: "terminal.new",
      title: t("terminalCommands.onToolchain"),
      group,
      key: "Ctrl+Shift+`",
      inTerminal: true,
      when: () => mayDrive,
      run: () => openOn({ kind: "toolchain" }),
    },
    ...store
      .getState()
      .instances.filter(({ locked }) => !locked)
      .map(
        ({ name }): Command => ({
          id: `terminal.new.${name}`,
          title: t("terminalCommands.onInstance", { name }),
          group,
          when: () => mayDrive,
          run: () => openOn({ kind: "instance", name }),
        }),
      ),
    {
      id: "terminal.search",
      title: t("terminals.search"),
      group,
      when: () => store.getState().terminals.length > 0,
      run() {
        panels.show("terminal", { quiet: true });
        screens.searching.setState(true, true);
      },
    },
    { id: "terminal.larger", title: t("terminalCommands.larger"), group, run: () => screens.settings.zoom(1) },
    { id: "terminal.smaller", title: t("terminalCommands.smaller"), group, run: () => screens.settings.zoom(-1) },
    { id: "terminal.usual", title: t("terminalCommands.usual"), group, run: () => screens.settings.zoom(0) },
    {
      id: "terminal.together",
      title: t("terminalCommands.together"),
      group,
      when: () => mayDrive && store.getState().terminals.length > 0,
      run: () => screens.together.setState(!screens.together.getState(), true),
    },
    {
      id: "terminal.accessible",
      title: t("terminalCommands.accessible"),
      group,
      run: () => screens.settings.toggleAccessible(),
    },
  ];
}
