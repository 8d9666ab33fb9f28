import type { Translator } from "#app/i18n/translator";
import type { Command } from "#app/workspace/commands/commands";
import type { Session } from "#app/workspace/session/session";
import { fleetCommands } from "#app/workspace/topbar/fleet";
import { isOver } from "#shared/states";
import type { CompositionView } from "#shared/views";

/** Brings up what is on the screen: saves first, then shows the build. */
export async function bringUp({ connection, documents, store, panels, shownBuild }: Session): Promise<void> {
  await documents.saveAll();
  shownBuild.setState(null, true);
  panels.show("build", { quiet: true });
  store.take.build(await connection.call("composition:up", {}));
}

/** Whether Up or Down is under way. */
export function isMoving(view: CompositionView | null): boolean {
  return view?.state === "building" || view?.state === "changing" || view?.state === "removing";
}

/** What the palette offers where students write images or the Compose file. */
export function compositionCommands(
  session: Session,
  mayDrive: boolean,
  view: CompositionView | null,
  words: { readonly t: Translator<"workspaceImages">; readonly workspace: Translator<"workspace"> },
): Command[] {
  const { t } = words;
  const builds = () => session.store.getState().builds.some((build) => !isOver(build.state));
  return [
    // Programs can be started and stopped as elsewhere; what is deployed is in the images.
    ...fleetCommands(session, mayDrive, words.workspace).filter(({ id }) => id !== "fleet.deploy"),
    {
      id: "composition.up",
      title: t("up.command"),
      group: "Build",
      key: "Ctrl+B",
      when: () => mayDrive && !isMoving(view) && !builds(),
      run: () => bringUp(session),
    },
    {
      id: "composition.down",
      title: t("down.command"),
      group: "Build",
      when: () => mayDrive && !isMoving(view) && session.store.getState().instances.length > 0,
      run: async () => void (await session.connection.call("composition:down", {})),
    },
  ];
}
