import type { Database } from "#prisma/client";
import type { Disks } from "#server/disks/disks";
import type { Volumes } from "#server/disks/volumes";
import type { Files } from "#server/files/files";
import type { AppFolders } from "#server/instances/app-folder";
import type { Instances } from "#server/instances/instances";
import type { MachineRoom } from "#server/machines/machines";
import { cleanCopyPrefix, newCleanCopyId } from "#server/workspaces/clean-copy-id";
import type { Workspace } from "#server/workspaces/workspace";
import type { Workspaces } from "#server/workspaces/workspaces";
import { UserError } from "#shared/failures";
import { FilePath, WorkspaceId } from "#shared/ids";

/** Workspaces that hold a copy of somebody's files for the time of a check. */
export interface CleanCopies {
  /** A fresh workspace of the same version with the files of `source` as they are now, and nothing else of it. The caller removes it. */
  make(source: WorkspaceId): Promise<Workspace>;
  /** Removes a copy with everything that belongs to it. */
  remove(copy: WorkspaceId): Promise<void>;
  /** Removes what a server that was ended has left behind. */
  removeAll(): Promise<void>;
}

interface CleanCopiesParts {
  readonly database: Database;
  readonly workspaces: Pick<Workspaces, "load" | "ready" | "forget">;
  readonly files: Files;
  readonly instances: Pick<Instances, "forget">;
  readonly machines: Pick<MachineRoom, "removeWorkspace">;
  readonly disks: Pick<Disks, "remove">;
  readonly volumes: Pick<Volumes, "removeAll">;
  readonly folders: Pick<AppFolders, "remove">;
  readonly settleTexts: (workspace: WorkspaceId) => Promise<void>;
}

/** Copies on this server. */
export function createCleanCopies(parts: CleanCopiesParts): CleanCopies {
  const { database, workspaces, files, instances, machines, disks, volumes, folders, settleTexts } = parts;

  async function copyFiles(source: WorkspaceId, copy: WorkspaceId): Promise<void> {
    await settleTexts(source);
    const [{ files: listed, truncated }, starter] = await Promise.all([files.list(source), files.list(copy)]);
    if (truncated) throw new UserError("limit", "There are more than 5,000 files, too many for a copy.");
    // What the student has deleted must not come back from the starter.
    await files.remove(copy, pathsOf(starter.files.filter(({ path }) => !path.includes("/"))));
    for (const { path, kind } of listed) {
      const target = FilePath.parse(path);
      if (kind === "folder") await files.create(copy, target, "folder");
      // Links and what else a tree may hold are not part of a solution that can be handed in.
      if (kind !== "file") continue;
      const { handle } = await files.open(source, target);
      await files.upload(copy, target, handle.createReadStream());
    }
  }

  async function remove(copy: WorkspaceId): Promise<void> {
    await machines.removeWorkspace(copy);
    files.forget(copy);
    instances.forget(copy);
    workspaces.forget(copy);
    await disks.remove(copy);
    await volumes.removeAll(copy);
    await folders.remove(copy);
    await database.user.deleteMany({ where: { id: copy } });
  }

  return {
    async make(source) {
      const { versionId } = await workspaces.load(source);
      const id = newCleanCopyId();
      const name = "Clean copy for a check";
      const owned = { create: { id, versionId } };
      await database.user.create({ data: { id, name, email: `${id.toLowerCase()}@copy.invalid`, workspaces: owned } });
      try {
        const workspace = await workspaces.ready(id);
        await copyFiles(source, id);
        return workspace;
      } catch (error) {
        await remove(id);
        throw error;
      }
    },
    remove,
    async removeAll() {
      const left = await database.user.findMany({
        where: { id: { startsWith: cleanCopyPrefix } },
        select: { id: true },
      });
      for (const { id } of left) await remove(WorkspaceId.parse(id));
    },
  };
}

function pathsOf(entries: readonly { readonly path: string }[]) {
  return entries.map(({ path }) => FilePath.parse(path));
}
