import type { Engine } from "#server/engine/engine";
import type { KeeperLink } from "#server/keeper/link";
import type { Machine } from "#server/machines/machine";

/** The environment of machines. */
export interface MachineEnvironment {
  /** The variables that the image and the experiment give every program of this machine; asked for once per container. */
  of(machine: Pick<Machine, "container">): Promise<Readonly<Record<string, string>>>;
}

/** A command of milliseconds; a machine whose CPU is used up needs longer. */
const TIMEOUT_MS = 5000;
/** Containers come and go; what is forgotten is asked for again. */
const REMEMBERED = 500;
/** What a login would set, and what every image has in common should one name none. */
const defaults = { HOME: "/home/student", USER: "student", PATH: "/usr/local/bin:/usr/bin:/bin", LANG: "C.UTF-8" };

/** What a container was made with is what its programs get. The keeper passes nothing on by itself. */
export function createMachineEnvironment(engine: Pick<Engine, "container">): MachineEnvironment {
  const known = new Map<string, Readonly<Record<string, string>>>();
  return {
    async of({ container }) {
      const remembered = known.get(container);
      if (remembered !== undefined) return remembered;
      const details = await engine.container(container);
      const environment = { ...defaults, ...parseEnvironment(details?.environment ?? []) };
      if (known.size >= REMEMBERED) known.clear();
      if (details !== undefined) known.set(container, environment);
      return environment;
    },
  };
}

/** How many processes of this machine the kernel has killed for memory; undefined when it does not say. */
export async function countMemoryKills(link: KeeperLink): Promise<number | undefined> {
  const files = ["/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control"];
  const { stdout } = await link.run({ argv: ["/bin/cat", ...files], timeoutMs: TIMEOUT_MS });
  const match = /^oom_kill (\d+)$/m.exec(stdout.toString("utf8"));
  return match === null ? undefined : Number(match[1]);
}

function parseEnvironment(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.flatMap((entry): [string, string][] => {
      const at = entry.indexOf("=");
      return at > 0 ? [[entry.slice(0, at), entry.slice(at + 1)]] : [];
    }),
  );
}
