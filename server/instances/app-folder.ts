import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { InstanceName, WorkspaceId } from "#shared/ids";

/** The directories that instances see at `/app`. */
export interface AppFolders {
  /** The directory of an instance, made when missing; its inode never changes, so that a running container keeps seeing it. */
  ensure(workspace: WorkspaceId, name: InstanceName): Promise<string>;
  /** Replaces the whole content by what `fill` puts into an empty directory. A running program keeps the files it has open. */
  replace(workspace: WorkspaceId, name: InstanceName, fill: (directory: string) => Promise<void>): Promise<void>;
  /** Empties the directory. */
  clear(workspace: WorkspaceId, name: InstanceName): Promise<void>;
  /** Removes the directories of a workspace that is removed. */
  remove(workspace: WorkspaceId): Promise<void>;
}

/** Folders below `<root>/<workspace>/<name>/app`, readable for the student's user and writable for nobody but this server. */
export function createAppFolders(root: string): AppFolders {
  const homeOf = (workspace: WorkspaceId, name: InstanceName) => path.join(root, workspace, name);

  async function ensure(workspace: WorkspaceId, name: InstanceName): Promise<string> {
    const app = path.join(homeOf(workspace, name), "app");
    await mkdir(app, { recursive: true, mode: 0o755 });
    return app;
  }

  async function replace(
    workspace: WorkspaceId,
    name: InstanceName,
    fill: (directory: string) => Promise<void>,
  ): Promise<void> {
    const app = await ensure(workspace, name);
    const fresh = path.join(homeOf(workspace, name), `new-${randomBytes(6).toString("hex")}`);
    const old = `${fresh}.old`;
    try {
      await mkdir(fresh, { mode: 0o755 });
      await mkdir(old);
      await fill(fresh);
      const coming = new Set(await readdir(fresh));
      for (const child of await readdir(app)) {
        if (!coming.has(child)) await rename(path.join(app, child), path.join(old, child));
      }
      for (const child of coming) await swap(path.join(fresh, child), path.join(app, child), path.join(old, child));
    } finally {
      await rm(fresh, { recursive: true, force: true });
      await rm(old, { recursive: true, force: true });
    }
  }

  return {
    ensure,
    replace,
    clear: (workspace, name) => replace(workspace, name, async () => undefined),
    remove: (workspace) => rm(path.join(root, workspace), { recursive: true, force: true }),
  };
}

/** Puts `fresh` in the place of `target`: a file in one step, a folder by moving the old one aside first. */
async function swap(fresh: string, target: string, aside: string): Promise<void> {
  try {
    await rename(fresh, target);
  } catch {
    await rename(target, aside);
    await rename(fresh, target);
  }
}
