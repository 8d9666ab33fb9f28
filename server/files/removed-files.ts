import { randomBytes } from "node:crypto";
import { explaining } from "#server/files/file-failure";
import { placeEntry } from "#server/files/file-move";
import { removeTree, stageRemoved } from "#server/files/file-remove";
import { syncFolder } from "#server/files/file-write";
import { openStaging, type Staging } from "#server/files/staging";
import { inParent, type Owner, systemError } from "#server/files/walk";
import { UserError } from "#shared/failures";
import type { FilePath, WorkspaceId } from "#shared/ids";

/** What was removed and may still come back, beside the workspace's files and out of students' reach. Callers run the calls of a workspace one at a time. */
export interface RemovedFiles {
  /** Takes paths out of the tree; answers the word that brings them back, null when nothing was there. */
  take(workspace: WorkspaceId, root: string, paths: readonly FilePath[]): Promise<string | null>;
  /** Puts everything back where it was. Throws when its time is over, or when something has taken a place meanwhile: that one can be asked for again. */
  restore(workspace: WorkspaceId, root: string, undo: string): Promise<void>;
  /** Forgets what is kept of one workspace, or of all; the bytes are swept with the next start. */
  forget(workspace?: WorkspaceId): void;
}

interface Removal {
  readonly workspace: WorkspaceId;
  items: readonly RemovedItem[];
  readonly timer: NodeJS.Timeout;
}

interface RemovedItem {
  readonly path: FilePath;
  /** In the staging folder. */
  readonly name: Buffer;
}

/** Longer than one needs to see a mistake, short enough that a full disk is soon free. */
const keepMs = 60_000;

interface RemovedFilesParts {
  readonly owner: Owner;
  /** Milliseconds for which removed files can come back. */
  readonly keep?: number;
  readonly failed: (error: unknown, workspace: WorkspaceId) => void;
}

/** Removed files of all workspaces. */
export function createRemovedFiles({ owner, keep = keepMs, failed }: RemovedFilesParts): RemovedFiles {
  const removals = new Map<string, Removal>();

  function remember(workspace: WorkspaceId, root: string, items: readonly RemovedItem[]): string {
    const undo = randomBytes(12).toString("base64url");
    const timer = setTimeout(() => {
      const left = removals.get(undo)?.items ?? [];
      removals.delete(undo);
      end(root, left).catch((error: unknown) => failed(error, workspace));
    }, keep).unref();
    removals.set(undo, { workspace, items, timer });
    return undo;
  }

  return {
    async take(workspace, root, paths) {
      const items: RemovedItem[] = [];
      const staging = await openStaging(root);
      try {
        for (const path of paths) {
          const name = await stageRemoved(root, staging, path);
          if (name !== undefined) items.push({ path, name });
        }
      } catch (error) {
        // What is out of the tree already must end some time.
        remember(workspace, root, items);
        throw error;
      } finally {
        staging.close();
      }
      return items.length === 0 ? null : remember(workspace, root, items);
    },
    async restore(workspace, root, undo) {
      const removal = removals.get(undo);
      if (removal?.workspace !== workspace)
        throw new UserError("unknown", "This can no longer be undone: what was deleted is kept for a minute.");
      const staging = await openStaging(root);
      try {
        for (const item of removal.items) {
          await putBack(root, staging, item, owner);
          removal.items = removal.items.filter((one) => one !== item);
        }
      } finally {
        staging.close();
      }
      clearTimeout(removal.timer);
      removals.delete(undo);
    },
    forget(workspace) {
      for (const [undo, removal] of removals) {
        if (workspace !== undefined && removal.workspace !== workspace) continue;
        clearTimeout(removal.timer);
        removals.delete(undo);
      }
    },
  };
}

async function putBack(root: string, staging: Staging, { path, name }: RemovedItem, owner: Owner): Promise<void> {
  await explaining(path, () =>
    inParent(
      root,
      path,
      async (folder, own) => {
        if (folder.look(own) !== undefined) throw systemError("EEXIST");
        await placeEntry(staging.folder, name, folder, own);
        await syncFolder(folder);
      },
      owner,
    ),
  );
}

async function end(root: string, items: readonly RemovedItem[]): Promise<void> {
  const staging = await openStaging(root);
  try {
    for (const { name } of items) await removeTree(staging.folder, name);
  } finally {
    staging.close();
  }
}
