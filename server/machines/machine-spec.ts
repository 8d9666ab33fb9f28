import type { Mount, Scratch } from "#server/engine/engine";
import type { MachineKey } from "#server/machines/machine";

/** How a machine is to be made: what the experiment says, within what the profile allows. */
export interface MachineSpec {
  /** A local image's name; never pulled. */
  readonly image: string;
  readonly hostname: string;
  /** Further names on the workspace's network. The host name is one without being listed. */
  readonly aliases: readonly string[];
  readonly address: string;
  /** The workspace's subnet in CIDR form; the network is made when it is missing. */
  readonly subnet: string;
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly pids: number;
  /** The server's own directories, which exist. Only `/workspace` may be writable, and only from the workspace's mounted disk. */
  readonly mounts: readonly Mount[];
  /** Beside /tmp, /run and /home/student. */
  readonly scratch: readonly Scratch[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** Describes a machine at the moment it is made; throws what unknown things answer. */
export type SpecOf = (key: MachineKey) => Promise<MachineSpec>;
