import type { KeeperSession } from "#server/keeper/session";
import type { MachineKey } from "#server/machines/machine";
import type { RunOutput } from "#server/runs/run-output";
import type { Run } from "#server/runs/runs";
import type { Workspace } from "#server/workspaces/workspace";
import type { Service } from "#shared/experiment/experiment";
import type { ArtifactInfo } from "#shared/experiment/final-command";
import { InstanceName, type RunId } from "#shared/ids";
import { type InstanceState, instanceTransitions, isLive, mayBecome } from "#shared/states";
import type { ArtifactView, InstanceView, LaunchParams } from "#shared/views";

/** What is in force on an instance: its artifact (if it has one) and its launch parameters. */
export interface Deployment {
  readonly id: string;
  readonly artifact: ArtifactView | undefined;
  readonly launch: LaunchParams;
  readonly createdAt: number;
}

/** Who asked a program to end. */
export type Asked = "stop" | "kill" | "reset";

/** One service of a workspace as it is now. Only `become` changes its state, and only along the table. */
export class Instance {
  readonly key: MachineKey & { role: "instance" };
  readonly name: InstanceName;
  deployment: Deployment | undefined;
  /** The newest run, alive or over; none since the last reset. */
  run: Run | undefined;
  note: string | undefined;
  health: InstanceView["health"] = "none";
  restarts = 0;
  listening: InstanceView["listening"] = [];
  stale = false;
  /** The current start; news of any other launch is not believed. */
  launch: RunId | undefined;
  /** The running program's session in the keeper, while a link stands. */
  session: KeeperSession | undefined;
  output: RunOutput | undefined;
  asked: Asked | undefined;
  /** What excludes everything else just now, as a word for the student ("deploying"). */
  busy: string | undefined;
  restartTimer: NodeJS.Timeout | undefined;
  /** Processes of this machine that the kernel killed for memory, as last counted. */
  memoryKills = 0;

  constructor(
    public workspace: Workspace,
    public service: Service,
    public state: InstanceState,
  ) {
    this.name = InstanceName.parse(service.name);
    this.key = { workspace: workspace.id, role: "instance", name: this.name };
  }

  /** Goes to a state with a stage or a sentence; throws when the table does not allow it. */
  become(state: InstanceState, note?: string): void {
    if (!mayBecome(instanceTransitions, this.state, state))
      throw new Error(`An instance cannot go from ${this.state} to ${state}.`);
    this.state = state;
    this.note = note;
    if (!isLive(state)) {
      this.health = "none";
      this.listening = [];
      this.session = undefined;
    }
  }

  /** Takes over what is in force in its workspace now; its machine, if it has one, was made for just that. */
  replan(workspace: Workspace, service: Service): void {
    this.workspace = workspace;
    this.service = service;
    if (!this.live && (this.state === "empty" || this.state === "ready")) this.state = restingState(this);
  }

  /** Whether a program is (perhaps) alive. */
  get live(): boolean {
    return isLive(this.state);
  }

  /** Whether this instance's program must be deployed before it can start. */
  get needsArtifact(): boolean {
    if (this.isUnbuilt) return true;
    return this.service.artifact !== null && this.deployment?.artifact === undefined;
  }

  /** Whether its image is the student's and was not built yet. */
  get isUnbuilt(): boolean {
    return this.service.build !== null && this.service.image === "";
  }

  /** What is deployed, as the launch form needs it. */
  get artifactInfo(): ArtifactInfo | null {
    const artifact = this.deployment?.artifact;
    if (artifact === undefined) return null;
    return artifact.kind === "folder"
      ? { kind: "folder" }
      : { kind: "file", fileName: artifact.path.split("/").at(-1) ?? artifact.path };
  }
}

/** The state of an instance on which nothing runs. */
export function restingState(instance: Pick<Instance, "needsArtifact">): "empty" | "ready" {
  return instance.needsArtifact ? "empty" : "ready";
}
