import type { Translator } from "#app/i18n/translator";
import type { Command } from "#app/workspace/commands/commands";
import { allows } from "#app/workspace/session/rights";
import type { Session } from "#app/workspace/session/session";

/** Asking for, giving back and taking away the right to type. */
export function driveCommands(
  { connection, store, peopleDesk }: Session,
  t: Translator<"workspace.peopleCommands">,
): Command[] {
  const group = "People";
  const relation = () => store.getState().people?.you.relation;
  const self = () => {
    const { people } = store.getState();
    return people?.people.find(({ user }) => user === people.you.user);
  };
  const visits = () => relation() === "teacher" || relation() === "guest";
  const mayDrive = () => allows(connection.right.getState(), "drive");
  return [
    {
      id: "drive.ask",
      title: t("ask"),
      group,
      when: () => visits() && !mayDrive() && self()?.askedAt === undefined,
      run: async () => void (await connection.call("drive:ask", {})),
    },
    {
      id: "drive.withdraw",
      title: t("withdraw"),
      group,
      when: () => visits() && self()?.askedAt !== undefined,
      async run() {
        peopleDesk.intend();
        await connection.call("drive:withdraw", {});
      },
    },
    {
      id: "drive.release",
      title: t("release"),
      group,
      when: () => visits() && self()?.drivesSince !== undefined,
      inTerminal: true,
      async run() {
        peopleDesk.intend();
        await connection.call("drive:release", {});
      },
    },
    {
      id: "drive.stop",
      title: t("stop"),
      group,
      key: "Ctrl+Alt+X",
      inTerminal: true,
      when: () => relation() === "owner",
      run: async () => void (await connection.call("drive:revoke", {})),
    },
  ];
}

/** Finding people: who is here, who may come, what happened, who helps. */
export function peopleCommands({ store, peopleDesk }: Session, t: Translator<"workspace.peopleCommands">): Command[] {
  const group = "People";
  const owns = () => store.getState().people?.you.relation === "owner";
  return [
    { id: "people.here", title: t("here"), group, run: () => peopleDesk.setState("here", true) },
    {
      id: "people.invite",
      title: t("invite"),
      group,
      when: owns,
      run: () => peopleDesk.setState("guests", true),
    },
    {
      id: "people.activity",
      title: t("activity"),
      group,
      run: () => peopleDesk.setState("activity", true),
    },
    {
      id: "help.raise",
      title: t("help"),
      group,
      when: owns,
      run: () => peopleDesk.setState("help", true),
    },
  ];
}
