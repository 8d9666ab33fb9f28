import type { Translator } from "#app/i18n/translator";
import type { Command } from "#app/workspace/commands/commands";
import type { Session } from "#app/workspace/session/session";
import { isOver } from "#shared/states";

/** Starts a build of what is on the screen: saves first, then shows the output. */
export async function startBuild({ connection, documents, store, panels, shownBuild }: Session): Promise<void> {
  await documents.saveAll();
  shownBuild.setState(null, true);
  panels.show("build", { quiet: true });
  const build = await connection.call("build:start", {});
  store.take.build(build);
}

/** Ends the build that runs, if one does. */
export async function cancelBuild({ connection, store }: Session): Promise<void> {
  const running = store.getState().builds.find((build) => !isOver(build.state));
  if (running) await connection.call("build:cancel", { id: running.id });
}

/** What the palette offers about builds. */
export function buildCommands(session: Session, mayDrive: boolean, t: Translator<"editing.commands">): Command[] {
  const runs = () => session.store.getState().builds.some((build) => !isOver(build.state));
  return [
    {
      id: "build.start",
      title: t("build"),
      group: "Build",
      key: "Ctrl+B",
      when: () => mayDrive && !runs(),
      run: () => startBuild(session),
    },
    {
      id: "build.cancel",
      title: t("cancelBuild"),
      group: "Build",
      when: () => mayDrive && runs(),
      run: () => cancelBuild(session),
    },
  ];
}
