import type { HostName, Mount, Scratch } from "#server/engine/engine";
import type { MachineKey } from "#server/machines/machine";

/** A machine's place on one of the workspace's networks. */
export interface MachineNetwork {
  /** As the experiment calls it. */
  readonly network: string;
  /** In CIDR form; the network is made when it is missing. */
  readonly subnet: string;
  readonly address: string;
  /** Further names there. The host name is one without being listed. */
  readonly aliases: readonly string[];
}

/** How a machine is to be made: what the experiment says, within what the profile allows. */
export interface MachineSpec {
  /** A local image's name; never pulled. */
  readonly image: string;
  readonly hostname: string;
  /** The networks that it is on; the first one's address is the machine's. Without one it reaches nothing. */
  readonly networks: readonly MachineNetwork[];
  /** Extra names for machines on the same networks. */
  readonly hosts: readonly HostName[];
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly pids: number;
  /** The server's own directories, which exist. Writable ones lie on the workspace's mounted disk or are its mounted volumes. */
  readonly mounts: readonly Mount[];
  /** Beside /tmp, /run and /home/student. */
  readonly scratch: readonly Scratch[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** Describes a machine at the moment it is made; throws what unknown things answer. */
export type SpecOf = (key: MachineKey) => Promise<MachineSpec>;
