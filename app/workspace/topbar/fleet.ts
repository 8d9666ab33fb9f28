import { toast } from "sonner";
import type { Command } from "#app/workspace/commands/commands";
import { allows } from "#app/workspace/session/rights";
import type { Session } from "#app/workspace/session/session";
import { isLive } from "#shared/states";

/** What is done with all instances at once; the commands and the buttons of the top bar share it. */
export function fleetCommands({ connection, store, panels }: Session, mayDrive: boolean): Command[] {
  const own = () => store.getState().instances.filter((instance) => !instance.locked);
  const someReady = () => store.getState().instances.some(({ state }) => state !== "empty" && !isLive(state));
  const someLive = () => store.getState().instances.some((instance) => isLive(instance.state));
  const deployable = () => mayDrive && own().length > 0 && store.getState().artifacts.length > 0;
  return [
    {
      id: "fleet.deploy",
      title: "Deploy the newest build to all instances",
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
      title: "Start all instances in order",
      group: "Instances",
      when: () => mayDrive && someReady(),
      async run() {
        panels.show("instances", { quiet: true });
        await connection.call("instance:start-all", {});
      },
    },
    {
      id: "fleet.stop",
      title: "Stop all instances",
      group: "Instances",
      when: () => mayDrive && someLive(),
      run: async () => void (await connection.call("instance:stop-all", {})),
    },
    {
      id: "workspace.suspend",
      title: "Suspend the workspace: stop everything and give its memory back",
      group: "Instances",
      when: () => allows(connection.right.getState(), "own"),
      async run() {
        await connection.call("workspace:suspend", {});
        toast("Everything here is stopped. Your files are kept; what you start next wakes the workspace.");
      },
    },
  ];
}
