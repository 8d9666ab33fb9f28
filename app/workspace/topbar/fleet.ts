import { toast } from "sonner";
import type { Translator } from "#app/i18n/translator";
import type { Command } from "#app/workspace/commands/commands";
import { allows } from "#app/workspace/session/rights";
import type { Session } from "#app/workspace/session/session";
import { isLive } from "#shared/states";

/** What is done with all instances at once; the commands and the buttons of the top bar share it. */
export function fleetCommands(
  { connection, store, panels }: Session,
  mayDrive: boolean,
  t: Translator<"workspace">,
): Command[] {
  const own = () => store.getState().instances.filter((instance) => !instance.locked);
  const someReady = () => store.getState().instances.some(({ state }) => state !== "empty" && !isLive(state));
  const someLive = () => store.getState().instances.some((instance) => isLive(instance.state));
  const deployable = () => mayDrive && own().length > 0 && store.getState().artifacts.length > 0;
  return [
    {
      id: "fleet.deploy",
      title: t("fleet.deploy"),
      group: "Instances",
      when: deployable,
      async run() {
        panels.show("instances", { quiet: true });
        const { instances } = await connection.call("instance:deploy", {
          names: own().map((instance) => instance.name),
        });
        for (const instance of instances) store.take.instance(instance);
      },
    },
    {
      id: "fleet.start",
      title: t("fleet.start"),
      group: "Instances",
      when: () => mayDrive && someReady(),
      async run() {
        panels.show("instances", { quiet: true });
        await connection.call("instance:start-all", {});
      },
    },
    {
      id: "fleet.stop",
      title: t("fleet.stop"),
      group: "Instances",
      when: () => mayDrive && someLive(),
      run: async () => void (await connection.call("instance:stop-all", {})),
    },
    {
      id: "workspace.suspend",
      title: t("fleet.suspend"),
      group: "Instances",
      when: () => allows(connection.right.getState(), "own"),
      async run() {
        await connection.call("workspace:suspend", {});
        toast(t("fleet.suspended"));
      },
    },
  ];
}
