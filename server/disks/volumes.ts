import { chmod, chown, mkdir, readdir, realpath, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { exists, isMounted, mountDisk, takeDown } from "#server/disks/disk-mount";
import { createOperationQueue } from "#server/files/operation-queue";
import { UserError } from "#shared/failures";
import { WorkspaceId } from "#shared/ids";

/** The named volumes of workspaces: each a limited ext4 image of its own, so that what a program writes is never backed by the host's whole disk. */
export interface Volumes {
  /** The directory that instances see; the volume is made and mounted when needed. */
  ensure(workspace: WorkspaceId, name: string, bytes: number): Promise<string>;
  /** Throws UserError("unavailable") unless the directory is that of a mounted volume of this workspace. */
  assertMounted(workspace: WorkspaceId, directory: string): Promise<void>;
  /** Unmounts and deletes the content for ever. One that is not there is fine. */
  remove(workspace: WorkspaceId, name: string): Promise<void>;
  /** Removes every volume of the workspace, and their folder. */
  removeAll(workspace: WorkspaceId): Promise<void>;
  /** Removes the volumes of every workspace that is not known. */
  retire(known: ReadonlySet<WorkspaceId>): Promise<void>;
}

const studentId = 10001;
const suffix = ".ext4";

/** As the format of experiments has it: never a path. */
const NAME = /^[a-z0-9][a-z0-9_.-]{0,39}$/;

/** Volumes under `<data>/volumes/<workspace>`. Mounts outlive the server and are found again. Needs root. */
export function createVolumes({ data }: { readonly data: string }): Volumes {
  const turns = createOperationQueue<string>();

  async function places(workspace: WorkspaceId, name: string) {
    if (!NAME.test(name)) throw new Error(`"${name}" is no volume`);
    const base = path.join(await realpath(data), "volumes", WorkspaceId.parse(workspace));
    const root = path.join(base, "mounts", name);
    return { image: path.join(base, "disks", `${name}${suffix}`), root, content: path.join(root, "content") };
  }

  async function mount(workspace: WorkspaceId, name: string, bytes: number): Promise<string> {
    const { image, root, content } = await places(workspace, name);
    await mountDisk({ image, root, bytes });
    if (!(await exists(content))) {
      await mkdir(content);
      await chown(content, studentId, studentId);
      await chmod(content, 0o755);
    }
    return content;
  }

  async function drop(workspace: WorkspaceId, name: string): Promise<void> {
    const { image, root } = await places(workspace, name);
    await takeDown(root);
    await Promise.all([rm(image, { force: true }), rm(`${image}.new`, { force: true })]);
  }

  async function listed(...folders: string[]): Promise<string[]> {
    return readdir(path.join(await realpath(data), "volumes", ...folders)).catch(() => []);
  }

  function remove(workspace: WorkspaceId, name: string): Promise<void> {
    return turns.run(`${workspace}/${name}`, () => drop(workspace, name));
  }

  async function removeAll(workspace: WorkspaceId): Promise<void> {
    const images = (await listed(workspace, "disks")).filter((file) => file.endsWith(suffix));
    const names = new Set([
      ...images.map((file) => file.slice(0, -suffix.length)),
      ...(await listed(workspace, "mounts")),
    ]);
    for (const name of names) if (NAME.test(name)) await remove(workspace, name);
    // Not recursively: what is still mounted must not be emptied through its folder.
    for (const folder of ["disks", "mounts", ""])
      await rmdir(path.join(await realpath(data), "volumes", workspace, folder)).catch(() => undefined);
  }

  return {
    ensure: (workspace, name, bytes) => turns.run(`${workspace}/${name}`, () => mount(workspace, name, bytes)),
    async assertMounted(workspace, directory) {
      const { image, root, content } = await places(workspace, path.basename(path.dirname(directory)));
      if (directory === content && (await isMounted(root, image)) && (await exists(content))) return;
      throw new UserError("unavailable", "A volume of this instance is not mounted. Start it again.");
    },
    remove,
    removeAll,
    async retire(known) {
      for (const owner of await listed()) {
        const workspace = WorkspaceId.safeParse(owner).data;
        if (workspace !== undefined && !known.has(workspace)) await removeAll(workspace);
      }
    },
  };
}
