import { rename, rmdir, unlink } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { codeOf, explaining } from "#server/files/file-failure";
import { syncFolder } from "#server/files/file-write";
import { openStaging, type Staging, stagedName } from "#server/files/staging";
import { namesIn } from "#server/files/tree-list";
import { type Folder, inParent } from "#server/files/walk";
import { UserError } from "#shared/failures";
import type { FilePath } from "#shared/ids";

/** Deeper folders are first moved up, so that a tree of any depth needs few descriptors. */
const maxOpenDepth = 32;
/** Names taken out of a folder at a time. */
const batch = 512;

/** Removes a file, a link (never what it leads to) or a folder with all that is in it. It is gone from the tree at once, in one step. Removing what is gone is fine. */
export async function removePath(root: string, path: FilePath): Promise<void> {
  const staging = await openStaging(root);
  try {
    const dying = await stageRemoved(root, staging, path);
    // A program may still be writing in there; what it adds now is swept with the next start.
    if (dying !== undefined)
      await removeTree(staging.folder, dying).catch((error: unknown) => ignore(error, "ENOTEMPTY"));
  } finally {
    staging.close();
  }
}

/** Takes a path out of the tree into the staging folder, in one step; answers its name there, undefined when it was gone already. */
export async function stageRemoved(root: string, staging: Staging, path: FilePath): Promise<Buffer | undefined> {
  const name = stagedName();
  try {
    return await explaining(path, () =>
      inParent(root, path, async (folder, own) => {
        if (folder.look(own) === undefined) return undefined;
        await rename(folder.at(own), staging.folder.at(name));
        await syncFolder(folder);
        return name;
      }),
    );
  } catch (error) {
    if (error instanceof UserError && error.code === "unknown") return undefined;
    throw error;
  }
}

/** Removes a name of a folder and everything below it, without following anything. `folder` must be on the same disk and out of students' reach. */
export async function removeTree(folder: Folder, name: Buffer): Promise<void> {
  const stat = folder.look(name);
  if (stat === undefined) return;
  if (!stat.isDirectory()) return unlink(folder.at(name));
  // What is too deep waits here, in the staging folder, under a name of its own.
  const waiting: Buffer[] = [name];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    await emptyAndRemove(folder, next, 0, folder, waiting);
  }
}

async function emptyAndRemove(
  parent: Folder,
  name: Buffer,
  depth: number,
  top: Folder,
  waiting: Buffer[],
): Promise<void> {
  const folder = parent.child(name);
  try {
    for (let names = namesIn(folder, batch); names.length > 0; names = namesIn(folder, batch)) {
      for (const each of names) await removeEntry(folder, each, depth, top, waiting);
      await setImmediate();
    }
  } finally {
    folder.close();
  }
  await rmdir(parent.at(name));
}

async function removeEntry(folder: Folder, name: Buffer, depth: number, top: Folder, waiting: Buffer[]): Promise<void> {
  const stat = folder.look(name);
  if (stat === undefined) return;
  if (!stat.isDirectory()) {
    await unlink(folder.at(name)).catch((error: unknown) => ignore(error, "ENOENT"));
  } else if (depth >= maxOpenDepth) {
    const moved = stagedName();
    await rename(folder.at(name), top.at(moved));
    waiting.push(moved);
  } else {
    await emptyAndRemove(folder, name, depth + 1, top, waiting);
  }
}

function ignore(error: unknown, code: string): void {
  if (codeOf(error) !== code) throw error;
}
