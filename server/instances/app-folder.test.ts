import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createAppFolders } from "#server/instances/app-folder";
import { InstanceName, WorkspaceId } from "#shared/ids";

const workspace = WorkspaceId.parse("w1");
const name = InstanceName.parse("anton");
let root = "";

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "varlab-app-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("new content takes the place of the old, and the directory stays the same one", async () => {
  const folders = createAppFolders(root);
  const app = await folders.ensure(workspace, name);
  const { ino } = await stat(app);
  await folders.replace(workspace, name, async (fresh) => {
    await writeFile(path.join(fresh, "chat.jar"), "one");
    await mkdir(path.join(fresh, "lib"));
    await writeFile(path.join(fresh, "lib", "a"), "a");
    await writeFile(path.join(fresh, "gone"), "x");
  });
  await folders.replace(workspace, name, async (fresh) => {
    await writeFile(path.join(fresh, "chat.jar"), "two");
    await mkdir(path.join(fresh, "lib"));
    await writeFile(path.join(fresh, "lib", "b"), "b");
  });
  expect((await stat(app)).ino).toBe(ino);
  expect((await readdir(app)).sort()).toEqual(["chat.jar", "lib"]);
  expect(await readdir(path.join(app, "lib"))).toEqual(["b"]);
  expect(await readFile(path.join(app, "chat.jar"), "utf8")).toBe("two");
  expect(await readdir(path.dirname(app))).toEqual(["app"]);
});

test("who has a file open keeps reading the old one", async () => {
  const folders = createAppFolders(root);
  const app = await folders.ensure(workspace, name);
  await folders.replace(workspace, name, (fresh) => writeFile(path.join(fresh, "chat.jar"), "one"));
  const reader = await open(path.join(app, "chat.jar"));
  await folders.replace(workspace, name, (fresh) => writeFile(path.join(fresh, "chat.jar"), "two"));
  expect((await reader.readFile()).toString()).toBe("one");
  await reader.close();
});

test("a failure while the new content is made leaves the old one in place", async () => {
  const folders = createAppFolders(root);
  const app = await folders.ensure(workspace, name);
  await folders.replace(workspace, name, (fresh) => writeFile(path.join(fresh, "a"), "one"));
  await expect(folders.replace(workspace, name, () => Promise.reject(new Error("disk full")))).rejects.toThrow(
    "disk full",
  );
  expect(await readFile(path.join(app, "a"), "utf8")).toBe("one");
  expect(await readdir(path.dirname(app))).toEqual(["app"]);
});
