import { readdirSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRemovedFiles } from "#server/files/removed-files";
import { WorkspaceId } from "#shared/ids";
import { at, createWorkspaceFiles, type WorkspaceFiles, workspace } from "./workspace-files";

let place: WorkspaceFiles;
beforeEach(async () => {
  place = await createWorkspaceFiles();
  for (const file of ["src/a.txt", "src/deep/b.txt", "c.txt"])
    await place.files.write(workspace, { path: at(file), text: file, base: null, force: false });
});
afterEach(() => place.dispose());

const text = (file: string) => readFile(path.join(place.root, file), "utf8");
const names = async () => (await place.files.list(workspace)).files.map((entry) => entry.path);

async function discard(...paths: string[]): Promise<string> {
  return (await place.files.discard(workspace, paths.map(at))) ?? "nothing";
}

test("what was deleted comes back with one word, folders with everything in them", async () => {
  const before = await stat(path.join(place.root, "src/deep/b.txt"));
  const undo = await discard("src", "c.txt");
  expect(await names()).toEqual([]);
  await place.files.restore(workspace, undo);
  expect((await names()).sort()).toEqual(["c.txt", "src", "src/a.txt", "src/deep", "src/deep/b.txt"]);
  expect(await stat(path.join(place.root, "src/deep/b.txt"))).toMatchObject({
    ino: before.ino,
    mtimeMs: before.mtimeMs,
  });
  await expect(place.files.restore(workspace, undo)).rejects.toMatchObject({ code: "unknown" });
});

test("a folder that went meanwhile is made again around what comes back", async () => {
  const undo = await discard("src/deep/b.txt");
  await discard("src");
  await place.files.restore(workspace, undo);
  expect(await text("src/deep/b.txt")).toBe("src/deep/b.txt");
});

test("nothing is overwritten by what comes back", async () => {
  const undo = await discard("c.txt");
  await writeFile(path.join(place.root, "c.txt"), "newer");
  await expect(place.files.restore(workspace, undo)).rejects.toMatchObject({ code: "conflict" });
  expect(await text("c.txt")).toBe("newer");
  await place.files.remove(workspace, [at("c.txt")]);
  await place.files.restore(workspace, undo);
  expect(await text("c.txt")).toBe("c.txt");
});

test("deleting what is gone keeps nothing, and one workspace's word is worth nothing in another", async () => {
  expect(await place.files.discard(workspace, [at("gone/too")])).toBeNull();
  const undo = await discard("c.txt");
  await expect(place.files.restore(WorkspaceId.parse("w2"), undo)).rejects.toMatchObject({ code: "unknown" });
});

test("after its time what was deleted frees the disk", async () => {
  const owner = { uid: 10001, gid: 10001 };
  const removed = createRemovedFiles({ owner, keep: 20, failed: (error) => place.failures.push(error) });
  const undo = (await removed.take(workspace, place.root, [at("src")])) ?? "nothing";
  await expect.poll(() => readdirSync(path.join(place.outside, "staging"))).toEqual([]);
  await expect(removed.restore(workspace, place.root, undo)).rejects.toMatchObject({ code: "unknown" });
  expect(place.failures).toEqual([]);
});
