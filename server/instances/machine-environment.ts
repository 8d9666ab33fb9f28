import type { KeeperLink } from "#server/keeper/link";
import type { Machine } from "#server/machines/machine";

/** Reads what a machine's own programs may ask: the environment of its image and its memory accidents. */
export interface MachineEnvironment {
  /** The variables that the image and the experiment give every program of this machine; read once per container. */
  of(machine: Machine, link: KeeperLink): Promise<Readonly<Record<string, string>>>;
}

/** A command of milliseconds; a machine whose CPU is used up needs longer. */
const TIMEOUT_MS = 5000;
/** Containers come and go; what is forgotten is read again. */
const REMEMBERED = 500;

/** What a machine's first process was given is what its programs get, as in any container. */
export function createMachineEnvironment(): MachineEnvironment {
  const known = new Map<string, Readonly<Record<string, string>>>();
  return {
    async of(machine, link) {
      const remembered = known.get(machine.container);
      if (remembered !== undefined) return remembered;
      const { stdout } = await link.run({ argv: ["/bin/cat", "/proc/1/environ"], timeoutMs: TIMEOUT_MS });
      const environment = parseEnvironment(stdout.toString("utf8"));
      if (known.size >= REMEMBERED) known.clear();
      known.set(machine.container, environment);
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

function parseEnvironment(text: string): Record<string, string> {
  const pairs = text.split("\0").flatMap((entry): [string, string][] => {
    const at = entry.indexOf("=");
    return at > 0 ? [[entry.slice(0, at), entry.slice(at + 1)]] : [];
  });
  return { HOME: "/home/student", PATH: "/usr/local/bin:/usr/bin:/bin", ...Object.fromEntries(pairs) };
}
