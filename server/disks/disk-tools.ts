import { execFile } from "node:child_process";
import { open, rename, rm } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Making or checking 512 MB takes under 0.2 s here; a disk that takes this long is broken. */
const limitMs = 60_000;

/** Runs a tool of the system with the time limit; throws with what it wrote on stderr. */
async function tool(name: string, ...args: string[]): Promise<void> {
  // A login without root's PATH does not find mkfs.
  const env = { ...process.env, PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" };
  await run(name, args, { timeout: limitMs, killSignal: "SIGKILL", env });
}

/** Makes a sparse ext4 image; under its final name it is always complete. */
export async function makeImage(image: string, bytes: number): Promise<void> {
  const unfinished = `${image}.new`;
  await rm(unfinished, { force: true });
  const handle = await open(unfinished, "wx", 0o600);
  try {
    await handle.truncate(bytes);
  } finally {
    await handle.close();
  }
  // No reserved blocks: there is no root inside to use them. A small journal: it counts against the student's space. One inode for 8 KiB:
  // node_modules and .git are many small files.
  const quick = "lazy_itable_init=1,lazy_journal_init=1,nodiscard";
  await tool("mkfs.ext4", "-q", "-F", "-m", "0", "-b", "4096", "-i", "8192", "-J", "size=4", "-E", quick, unfinished);
  await rename(unfinished, image);
}

/** Mounts an image; repairs it once when it cannot be mounted. The loop device goes away with the last mount of it. */
export async function mountImage(image: string, mountPoint: string): Promise<void> {
  // `discard` gives the host back what the student deletes. mount(8) takes the loop device that already has this file, so that
  // one image is never two devices.
  const mount = () => tool("mount", "-t", "ext4", "-o", "loop,nosuid,nodev,noatime,discard", image, mountPoint);
  try {
    await mount();
  } catch {
    // e2fsck exits with 1 when it repaired something.
    await tool("e2fsck", "-p", image).catch(() => undefined);
    await mount();
  }
}

/** Unmounts; what is still in use keeps the file system until its last user closes it. */
export async function unmount(mountPoint: string): Promise<void> {
  try {
    await tool("umount", mountPoint);
  } catch {
    await tool("umount", "--lazy", mountPoint);
  }
}
