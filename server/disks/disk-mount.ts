import { mkdir, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { makeImage, mountImage, unmount } from "#server/disks/disk-tools";
import { readMountTable } from "#server/disks/mount-table";

/** Makes sure that an image is mounted at a place, made when there is none, and that nothing else is. Throws rather than leave the host's own disk there. */
export async function mountDisk(disk: { image: string; root: string; bytes: number }): Promise<void> {
  const { image, root, bytes } = disk;
  if (await isMounted(root, image)) return;
  await unmountAll(root);
  await mkdir(path.dirname(image), { recursive: true, mode: 0o700 });
  await mkdir(root, { recursive: true, mode: 0o711 });
  if (!(await exists(image))) await makeImage(image, bytes);
  await mountImage(image, root);
  if (!(await onOwnDevice(root))) throw new Error(`${image} is not mounted at ${root} though mount said so`);
}

/** Whether exactly this image is what is mounted there: no stale mount, no deleted image, nothing over it. */
export async function isMounted(root: string, image: string): Promise<boolean> {
  const here = (await readMountTable()).filter((mount) => mount.mountPoint === root);
  return here.length === 1 && here[0]?.backingFile === image && (await onOwnDevice(root));
}

/** Unmounts whatever is mounted there and removes the empty place. */
export async function takeDown(root: string): Promise<void> {
  await unmountAll(root);
  // Never a recursive removal: should the disk be there after all, its content stays.
  await rmdir(root).catch(() => undefined);
}

/** Whether there is something at a path. */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function unmountAll(root: string): Promise<void> {
  const layers = (await readMountTable()).filter((mount) => mount.mountPoint === root).length;
  for (let layer = 0; layer < layers; layer += 1) await unmount(root);
}

/** Whether a directory is on another device than its parent: then something is mounted there. */
async function onOwnDevice(directory: string): Promise<boolean> {
  const [own, parent] = await Promise.all([stat(directory), stat(path.dirname(directory))]);
  return own.dev !== parent.dev;
}
