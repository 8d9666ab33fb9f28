import type { Translator } from "#app/i18n/translator";
import type { Command } from "#app/workspace/commands/commands";
import { act, actionIds, actionKeys, hasKey, refusalOf } from "#app/workspace/instances/actions";
import { type ActionId, focusTile } from "#app/workspace/instances/desk";
import type { Session } from "#app/workspace/session/session";
import type { InstanceName } from "#shared/ids";

/** Going to each instance, each action on each by name, and each action's key on the one that had the focus last. */
export function instanceCommands(session: Session, mayDrive: boolean, t: Translator<"workspace">): Command[] {
  const { store, desk, panels } = session;
  const group = "Instances";
  const names = store.getState().instances.map(({ name }) => name);

  function allowed(id: ActionId, name: InstanceName | null): boolean {
    const { instances, artifacts } = store.getState();
    const instance = instances.find((one) => one.name === name);
    return instance !== undefined && refusalOf(id, instance, artifacts, mayDrive) === null;
  }

  const going = names.map(
    (name, index): Command => ({
      id: `instance.go.${name}`,
      title: t("instances.goTo", { name }),
      group,
      ...(index < 9 ? { key: `Alt+${index + 1}` } : {}),
      inTerminal: true,
      run: () => goTo(session, name),
    }),
  );
  const named = names.flatMap((name) =>
    actionIds.map(
      (id): Command => ({
        id: `instance.${id}.${name}`,
        title: t(`actions.${id}`, { name }),
        group,
        when: () => allowed(id, name),
        run: () => act(session, id, name),
      }),
    ),
  );
  const keyed = actionIds.filter(hasKey).map(
    (id): Command => ({
      id: `instance.${id}`,
      title: t(`actionsInFront.${id}`),
      group,
      key: actionKeys[id],
      inTerminal: true,
      when: () => allowed(id, desk.getState().active),
      run() {
        const { active } = desk.getState();
        if (active !== null) act(session, id, active);
      },
    }),
  );
  const views: Command[] = [
    {
      id: "instance.merged",
      title: t("instances.mergedOrTiles"),
      group,
      run() {
        panels.show("instances", { quiet: true });
        desk.setState(({ view }) => ({ view: view === "tiles" ? "merged" : "tiles" }));
      },
    },
  ];
  return [...going, ...keyed, ...views, ...named];
}

/** Shows an instance's tile and puts the focus there. */
export function goTo({ desk, panels }: Session, name: InstanceName): void {
  panels.show("instances", { quiet: true });
  const { large } = desk.getState();
  desk.setState({ view: "tiles", active: name, large: large === null ? null : name });
  focusTile(name);
}
