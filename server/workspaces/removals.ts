import { rm } from "node:fs/promises";
import type { Database } from "#prisma/client";
import type { Disks } from "#server/disks/disks";
import type { Volumes } from "#server/disks/volumes";
import type { MachineRoom } from "#server/machines/machines";
import { WorkspaceId } from "#shared/ids";

/** Carries out what the web decided: workspaces that were deleted on purpose leave nothing behind. */
export interface Removals {
  /** Removes machines, files and logs of every deleted workspace; what an earlier server did not finish is finished. */
  round(): Promise<void>;
}

interface RemovalsParts {
  readonly database: Database;
  readonly machines: Pick<MachineRoom, "removeWorkspace">;
  readonly disks: Pick<Disks, "remove">;
  readonly volumes: Pick<Volumes, "removeAll">;
  /** Lets go of what the server remembers of the workspace. */
  readonly forget: (workspace: WorkspaceId) => void;
  /** Files and folders that are one workspace's alone. */
  readonly placesOf: (workspace: WorkspaceId) => readonly string[];
  /** Removes contents and logs that no workspace refers to any more. */
  readonly sweep: () => Promise<void>;
}

/** The removals of this server's workspaces. */
export function createRemovals({
  database,
  machines,
  disks,
  volumes,
  forget,
  placesOf,
  sweep,
}: RemovalsParts): Removals {
  let under: Promise<void> | undefined;

  async function removeAll(): Promise<void> {
    const rows = await database.removedWorkspace.findMany();
    const ids = rows.flatMap(({ id }) => WorkspaceId.safeParse(id).data ?? []);
    if (ids.length === 0) return;
    for (const id of ids) {
      await machines.removeWorkspace(id);
      forget(id);
      await disks.remove(id);
      await volumes.removeAll(id);
      for (const place of placesOf(id)) await rm(place, { recursive: true, force: true });
    }
    await sweep();
    await database.removedWorkspace.deleteMany({ where: { id: { in: ids } } });
  }

  return {
    round() {
      under ??= removeAll().finally(() => {
        under = undefined;
      });
      return under;
    },
  };
}
