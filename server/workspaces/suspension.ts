import type { Database } from "#prisma/client";
import type { Builds } from "#server/builds/builds";
import type { Instances } from "#server/instances/instances";
import { type Log, logReference } from "#server/log";
import type { MachineRoom } from "#server/machines/machines";
import type { WorkspaceId } from "#shared/ids";
import { isOver } from "#shared/states";

/** Ends what runs in workspaces and keeps what was made in them. */
export interface Suspension {
  /** Stops programs and builds, then removes the machines; files, deployments and logs stay, and whatever is started next wakes it. Shared by all who ask at once. */
  suspend(workspace: WorkspaceId): Promise<void>;
}

interface SuspensionParts {
  readonly database: Database;
  readonly machines: Pick<MachineRoom, "removeWorkspace">;
  readonly instances: Pick<Instances, "all" | "controls">;
  readonly builds: Pick<Builds, "list" | "cancel">;
  readonly log: Log;
}

/** The suspension of this server's workspaces. */
export function createSuspension({ database, machines, instances, builds, log }: SuspensionParts): Suspension {
  const under = new Map<WorkspaceId, Promise<void>>();

  async function end(workspace: WorkspaceId): Promise<void> {
    const [all, built] = await Promise.all([instances.all(workspace), builds.list(workspace)]);
    const ends = [
      ...all.filter(({ live, run }) => live || run?.restartAt !== undefined).map((one) => instances.controls.stop(one)),
      ...built.filter(({ state }) => !isOver(state)).map(({ id }) => builds.cancel(workspace, id)),
    ];
    // What cannot be asked to end, ends with its machine.
    for (const result of await Promise.allSettled(ends))
      if (result.status === "rejected") logReference(log, result.reason, { workspace, suspend: true });
    await machines.removeWorkspace(workspace);
    await database.workspace.updateMany({ where: { id: workspace, state: "ready" }, data: { state: "suspended" } });
  }

  return {
    suspend(workspace) {
      const present = under.get(workspace) ?? end(workspace).finally(() => under.delete(workspace));
      under.set(workspace, present);
      return present;
    },
  };
}
