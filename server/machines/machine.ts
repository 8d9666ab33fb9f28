import type { KeeperLink } from "#server/keeper/link";
import type { InstanceName, WorkspaceId } from "#shared/ids";

/** What is done beside the instances: a step of an image that is built, a script of a check. */
export type AsideTask = "image" | "script";

/**
 * A machine is one container of a workspace with the keeper as its first process: the toolchain, the host of one instance, or one beside
 * them that lives as long as its task.
 */
export type MachineKey =
  | { readonly workspace: WorkspaceId; readonly role: "toolchain" }
  | { readonly workspace: WorkspaceId; readonly role: "aside"; readonly task: AsideTask }
  | { readonly workspace: WorkspaceId; readonly role: "instance"; readonly name: InstanceName };

/** Whether the container runs. `lost` = it ended by itself or was removed by somebody else. */
export type MachineState = "off" | "on" | "paused" | "lost";

export interface Machine {
  readonly key: MachineKey;
  /** The engine's id of the container. */
  readonly container: string;
  /** IPv4 address on the workspace's network. */
  readonly address: string;
  /** The live link to its keeper; re-made when it breaks while the container runs. Rejects with UserError("unavailable") when it cannot be had. */
  link(): Promise<KeeperLink>;
}

/** The machines of this server. Whoever opens one does not own it: it lives until `remove` or the workspace's end. */
export interface Machines {
  /** The running machine, created and started when needed; concurrent callers share one creation. `onStage` hears what is being waited for. */
  open(key: MachineKey, onStage?: (stage: string) => void): Promise<Machine>;
  /** The machine if its container is up; never creates. */
  peek(key: MachineKey): Machine | undefined;
  state(key: MachineKey): MachineState;
  pause(key: MachineKey): Promise<void>;
  resume(key: MachineKey): Promise<void>;
  /** Stops and removes the container, with everything written in it. Removing what is not there is fine. */
  remove(key: MachineKey): Promise<void>;
  /** Calls back on every change of a machine's state, and with "linked" whenever a new link stands (also after a restart of this server). Returns the unsubscriber. */
  watch(listener: (key: MachineKey, change: MachineState | "linked") => void): () => void;
}
