import type { KeeperLink } from "#server/keeper/link";
import type { Machine, MachineKey, Machines } from "#server/machines/machine";
import { startKeeper } from "../keeper/keeper-host";

/** Machines without containers: each is a real keeper on this host, whose shells begin in `folder`. They end with the test that opened them. */
export function createHostMachines(folder: string): Machines {
  const machines = new Map<string, Promise<Machine>>();
  const settled = new Map<string, Machine>();

  async function start(key: MachineKey): Promise<Machine> {
    const link = beginningIn(folder, await (await startKeeper()).link());
    const machine = { key, container: JSON.stringify(key), address: "127.0.0.1", link: async () => link };
    settled.set(JSON.stringify(key), machine);
    return machine;
  }

  return {
    open(key) {
      const text = JSON.stringify(key);
      const machine = machines.get(text) ?? start(key);
      machines.set(text, machine);
      return machine;
    },
    peek: (key) => settled.get(JSON.stringify(key)),
    state: (key) => (settled.has(JSON.stringify(key)) ? "on" : "off"),
    pause: async () => undefined,
    resume: async () => undefined,
    remove: async () => undefined,
    watch: () => () => undefined,
  };
}

/** The link, with one folder for every program: those of containers do not exist here. */
function beginningIn(cwd: string, link: KeeperLink): KeeperLink {
  return {
    hello: () => link.hello(),
    open: (program) => link.open({ ...program, cwd }),
    list: () => link.list(),
    adopt: (info) => link.adopt(info),
    run: (program) => link.run(program),
    dial: (address, port, options) => link.dial(address, port, options),
    closed: link.closed,
    end: () => link.end(),
  };
}
