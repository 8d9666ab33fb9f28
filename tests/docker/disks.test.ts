import { execFile } from "node:child_process";
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDisks, type Disks } from "#server/disks/disks";
import { WorkspaceId } from "#shared/ids";

const run = promisify(execFile);
const mebibyte = 1024 * 1024;
const bytes = 16 * mebibyte;
const id = WorkspaceId.parse("work-1");
let data: string;
let disks: Disks;
beforeEach(async () => {
  data = await mkdtemp(path.join(tmpdir(), "varlab-disks-"));
  disks = createDisks({ data, bytes });
});
afterEach(async () => {
  for (const mounted of await disks.mounted()) await disks.remove(mounted);
  await rm(data, { recursive: true, force: true });
});

async function loopsOf(file: string): Promise<string> {
  return (await run("losetup", ["--associated", file])).stdout;
}

function imageOf(workspace: WorkspaceId): string {
  return path.join(data, "disks", `${workspace}.ext4`);
}

test("a disk is the student's, is limited, and cannot bring programs with other rights or devices", async () => {
  const { files, root } = await disks.ensure(id);
  const found = await stat(files);
  expect([found.uid, found.gid]).toEqual([10001, 10001]);
  expect((await stat(root)).uid).toBe(0);
  expect(found.dev).not.toBe((await stat(data)).dev);
  const mounts = await readFile("/proc/self/mounts", "utf8");
  expect(mounts.split("\n").find((line) => line.includes(root))).toMatch(/nosuid,nodev/);
  const usage = await disks.usage(id);
  expect(usage?.size).toBeGreaterThan(8 * mebibyte);
  expect(usage?.size).toBeLessThanOrEqual(bytes);
  expect(usage?.used).toBeLessThan(mebibyte);
});

test("a full disk stops at its size and takes nothing of the host", async () => {
  const { files } = await disks.ensure(id);
  const handle = await open(path.join(files, "big"), "w");
  const block = Buffer.alloc(mebibyte, 7);
  const fill = async () => {
    for (let written = 0; written < 64; written += 1) await handle.write(block);
  };
  await expect(fill()).rejects.toMatchObject({ code: "ENOSPC" });
  await handle.close();
  const usage = await disks.usage(id);
  expect(usage && usage.size - usage.used).toBeLessThan(mebibyte);
  expect((await stat(imageOf(id))).blocks * 512).toBeLessThanOrEqual(bytes);
});

test("a reservation of gigabytes is refused", async () => {
  const { files } = await disks.ensure(id);
  await expect(run("fallocate", ["-l", "5G", path.join(files, "huge")])).rejects.toThrow();
});

test("empty files run out before they cost the host anything", async () => {
  const { files } = await disks.ensure(id);
  const flood = async () => {
    for (let made = 0; made < 20_000; made += 1) await (await open(path.join(files, String(made)), "w")).close();
  };
  await expect(flood()).rejects.toMatchObject({ code: "ENOSPC" });
});

test("a missing mount is an error and never the host's own directory", async () => {
  const { root } = await disks.ensure(id);
  await run("umount", [root]);
  // What somebody made in its place must not be taken for it.
  await mkdir(path.join(root, "files"), { recursive: true });
  await expect(disks.assertMounted(id)).rejects.toMatchObject({ code: "unavailable" });
  expect(await disks.usage(id)).toBeUndefined();
  await disks.ensure(id);
  await disks.assertMounted(id);
});

test("something else that is mounted in its place is taken away", async () => {
  const { files, root } = await disks.ensure(id);
  await writeFile(path.join(files, "mine"), "mine");
  await run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", root]);
  await expect(disks.assertMounted(id)).rejects.toMatchObject({ code: "unavailable" });
  await disks.ensure(id);
  expect(await readFile(path.join(files, "mine"), "utf8")).toBe("mine");
});

test("content survives release and another server, and concurrent callers share one mount", async () => {
  const { files } = await disks.ensure(id);
  await writeFile(path.join(files, "mine"), "mine");
  await disks.release(id);
  expect(await disks.mounted()).toEqual([]);
  const later = createDisks({ data, bytes });
  await Promise.all([later.ensure(id), later.ensure(id), later.ensure(id)]);
  expect(await readFile(path.join(files, "mine"), "utf8")).toBe("mine");
  expect((await loopsOf(imageOf(id))).trim().split("\n")).toHaveLength(1);
});

test("an image that was half made when the server was killed is made anew", async () => {
  await mkdir(path.join(data, "disks"), { recursive: true });
  await writeFile(`${imageOf(id)}.new`, "half");
  await disks.ensure(id);
  expect(await readdir(path.join(data, "disks"))).toEqual([`${id}.ext4`]);
});

test("a file that is in use while the disk is released and mounted again is not torn into two devices", async () => {
  const { files } = await disks.ensure(id);
  const handle = await open(path.join(files, "open"), "w");
  await disks.release(id);
  await disks.ensure(id);
  await handle.write("still one disk");
  await handle.close();
  expect(await readFile(path.join(files, "open"), "utf8")).toBe("still one disk");
  expect((await loopsOf(imageOf(id))).trim().split("\n")).toHaveLength(1);
});

test("a removed disk leaves no mount, no loop device and no file", async () => {
  const { root } = await disks.ensure(id);
  await disks.remove(id);
  await disks.remove(id);
  expect(await disks.mounted()).toEqual([]);
  expect(await loopsOf(imageOf(id))).toBe("");
  expect(await readdir(path.join(data, "disks"))).toEqual([]);
  await expect(stat(root)).rejects.toMatchObject({ code: "ENOENT" });
});

test("a disk that nobody owns is put aside for a week and then deleted", async () => {
  let time = Date.parse("2026-01-01");
  const clocked = createDisks({ data, bytes, now: () => time });
  const kept = WorkspaceId.parse("kept");
  await clocked.ensure(id);
  await clocked.ensure(kept);
  await clocked.retire(new Set([kept]));
  expect(await clocked.mounted()).toEqual([kept]);
  expect(await readdir(path.join(data, "disks", "retired"))).toHaveLength(1);
  time += 8 * 24 * 3600 * 1000;
  await clocked.retire(new Set([kept]));
  expect(await readdir(path.join(data, "disks", "retired"))).toEqual([]);
});
