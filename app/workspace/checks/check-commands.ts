import type { Translator } from "#app/i18n/translator";
import type { Command } from "#app/workspace/commands/commands";
import type { Session } from "#app/workspace/session/session";

/** Runs the checks on what is on the screen: saves first, then shows how it goes. */
export async function startChecks({ connection, documents, checks, panels }: Session): Promise<void> {
  await documents.saveAll();
  checks.setState({ shown: null });
  panels.show("checks", { quiet: true });
  checks.take(await connection.call("check:run", {}));
}

/** Ends the run of the checks, if there is one. */
export async function cancelChecks({ connection, checks }: Session): Promise<void> {
  const running = checks.getState().runs.find(({ state }) => state === "running");
  if (running !== undefined) await connection.call("check:cancel", { id: running.id });
}

/** What the palette offers about checks. */
export function checkCommands(session: Session, mayDrive: boolean, t: Translator<"workspace">): Command[] {
  const runs = () => session.checks.getState().runs.some(({ state }) => state === "running");
  const exist = () => (session.checks.getState().outline?.checks.length ?? 0) > 0;
  return [
    {
      id: "check.run",
      title: t("checks.run"),
      group: "Build",
      key: "Alt+Shift+C",
      inTerminal: true,
      when: () => mayDrive && exist() && !runs(),
      run: () => startChecks(session),
    },
    {
      id: "check.cancel",
      title: t("checks.cancel"),
      group: "Build",
      when: () => mayDrive && runs(),
      run: () => cancelChecks(session),
    },
  ];
}
