import { readdirSync } from "node:fs";
import { chmod, mkdir, readFile, stat, unlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { at, createWorkspaceFiles, type WorkspaceFiles, workspace } from "./workspace-files";

let place: WorkspaceFiles;
beforeEach(async () => {
  place = await createWorkspaceFiles();
});
afterEach(() => place.dispose());

const write = (path: string, text: string, base: string | null, force = false) =>
  place.files.write(workspace, { path: at(path), text, base, force });

async function version(path: string): Promise<string> {
  return (await place.files.read(workspace, at(path))).version;
}

test("what is saved is read again, in folders made on the way, owned by the student", async () => {
  const saved = await write("src/chat/Server.java", "class Server {}\n", null);
  const content = await place.files.read(workspace, at("src/chat/Server.java"));
  expect(content).toEqual({
    kind: "text",
    text: "class Server {}\n",
    version: saved.kind === "saved" && saved.version,
    size: 16,
  });
  const { files } = await place.files.list(workspace);
  expect(files.map((entry) => [entry.path, entry.kind])).toEqual([
    ["src", "folder"],
    ["src/chat", "folder"],
    ["src/chat/Server.java", "file"],
  ]);
  expect(files[2]?.version).toBe(content.version);
  for (const part of ["src", "src/chat", "src/chat/Server.java"]) {
    expect(await stat(path.join(place.root, part))).toMatchObject({ uid: 10001, gid: 10001 });
  }
  expect(readdirSync(path.join(place.outside, "staging"))).toEqual([]);
});

test("a save that is based on an older version is a conflict that carries what is there", async () => {
  await write("a.txt", "one", null);
  const old = await version("a.txt");
  const second = await write("a.txt", "two", old);
  expect(second.kind).toBe("saved");
  expect(await write("a.txt", "three", old)).toEqual({
    kind: "conflict",
    current: { text: "two", version: await version("a.txt") },
  });
  expect(await readFile(path.join(place.root, "a.txt"), "utf8")).toBe("two");
  expect((await write("a.txt", "three", old, true)).kind).toBe("saved");
});

test("saving what is there already is no conflict", async () => {
  await write("a.txt", "same", null);
  expect(await write("a.txt", "same", "older")).toEqual({ kind: "saved", version: await version("a.txt") });
});

test("a file that was deleted meanwhile is a conflict with nothing, also when its folder went too", async () => {
  await write("deep/a.txt", "one", null);
  const base = await version("deep/a.txt");
  await place.files.remove(workspace, [at("deep")]);
  expect(await write("deep/a.txt", "two", base)).toEqual({ kind: "conflict", current: null });
  expect((await write("deep/a.txt", "two", base, true)).kind).toBe("saved");
});

test("a new file never replaces one that is there", async () => {
  await write("a.txt", "one", null);
  expect(await write("a.txt", "two", null)).toMatchObject({ kind: "conflict", current: { text: "one" } });
  await expect(place.files.create(workspace, at("a.txt"), "file")).rejects.toMatchObject({ code: "conflict" });
});

test("a program's change in the container is seen as a new version", async () => {
  await write("a.txt", "one", null);
  const base = await version("a.txt");
  await writeFile(path.join(place.root, "a.txt"), "two");
  expect((await write("a.txt", "three", base)).kind).toBe("conflict");
});

test("many saves in a row have many versions, also of equal length", async () => {
  let base: string | null = null;
  const versions = new Set<string>();
  for (let index = 0; index < 60; index += 1) {
    const saved = await write("a.txt", String(index % 10), base);
    if (saved.kind !== "saved") throw new Error("conflict");
    base = saved.version;
    versions.add(base);
  }
  expect(versions.size).toBe(60);
});

test("two writers on one file lose no text: each save is accepted or answered with the other's text", async () => {
  await write("shared.txt", "", null);
  async function writer(name: string) {
    for (let line = 0; line < 40; ) {
      const content = await place.files.read(workspace, at("shared.txt"));
      if (content.kind !== "text") throw new Error(content.kind);
      const result = await write("shared.txt", `${content.text}${name}${line}\n`, content.version);
      if (result.kind === "saved") line += 1;
    }
  }
  await Promise.all([writer("a"), writer("b")]);
  const lines = (await readFile(path.join(place.root, "shared.txt"), "utf8")).trim().split("\n");
  expect(lines.length).toBe(80);
  expect(new Set(lines).size).toBe(80);
});

test("a save keeps the permissions of the file", async () => {
  await write("run.sh", "#!/bin/sh\n", null);
  await chmod(path.join(place.root, "run.sh"), 0o755);
  await write("run.sh", "#!/bin/bash\n", await version("run.sh"));
  expect((await stat(path.join(place.root, "run.sh"))).mode & 0o7777).toBe(0o755);
});

test("images, binaries and large files are told apart from text", async () => {
  const put = (name: string, bytes: Uint8Array) =>
    place.files.upload(workspace, at(name), Readable.from([Buffer.from(bytes)]));
  await put("a.png", Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(20)]));
  await put("a.class", Buffer.from("cafebabe0000", "hex"));
  await put("latin1.txt", Buffer.from("caf\xe9", "latin1"));
  await put("large.txt", Buffer.alloc(2 * 1024 * 1024 + 1, "x"));
  await put("empty.txt", Buffer.alloc(0));
  const kind = async (name: string) => (await place.files.read(workspace, at(name))).kind;
  expect([
    await kind("a.png"),
    await kind("a.class"),
    await kind("latin1.txt"),
    await kind("large.txt"),
    await kind("empty.txt"),
  ]).toEqual(["image", "binary", "binary", "large", "text"]);
});

test("a text of more than 2 MiB is refused and nothing changes", async () => {
  await write("a.txt", "one", null);
  await expect(write("a.txt", "x".repeat(2 * 1024 * 1024 + 1), await version("a.txt"))).rejects.toMatchObject({
    code: "limit",
  });
  expect(await readFile(path.join(place.root, "a.txt"), "utf8")).toBe("one");
});

test("moving never overwrites, and makes missing folders", async () => {
  await write("a.txt", "a", null);
  await write("b.txt", "b", null);
  await expect(place.files.move(workspace, at("a.txt"), at("b.txt"))).rejects.toMatchObject({ code: "conflict" });
  await place.files.move(workspace, at("a.txt"), at("x/y/c.txt"));
  expect(await readFile(path.join(place.root, "x/y/c.txt"), "utf8")).toBe("a");
  await place.files.move(workspace, at("x"), at("z"));
  expect(await readFile(path.join(place.root, "z/y/c.txt"), "utf8")).toBe("a");
  await expect(place.files.move(workspace, at("z"), at("z/y/w"))).rejects.toMatchObject({ code: "refused" });
  await expect(place.files.move(workspace, at("gone"), at("here"))).rejects.toMatchObject({ code: "unknown" });
});

test("removing takes a whole tree and does not mind what is gone", async () => {
  await write("a/b/c.txt", "c", null);
  await write("keep.txt", "k", null);
  await place.files.remove(workspace, [at("a"), at("gone/too")]);
  expect((await place.files.list(workspace)).files.map((entry) => entry.path)).toEqual(["keep.txt"]);
  expect(readdirSync(path.join(place.outside, "staging"))).toEqual([]);
});

test("an upload that breaks off leaves the old file", async () => {
  await write("a.bin", "old", null);
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from("new");
      throw new Error("cut off");
    })(),
  );
  await expect(place.files.upload(workspace, at("a.bin"), broken)).rejects.toThrow("cut off");
  expect(await readFile(path.join(place.root, "a.bin"), "utf8")).toBe("old");
  expect(readdirSync(path.join(place.outside, "staging"))).toEqual([]);
});

test("names that tools stumble over are refused for new files only", async () => {
  for (const name of ["a\nb", "a\u202eb", "x".repeat(256)]) {
    await expect(place.files.create(workspace, at(name), "file")).rejects.toMatchObject({ code: "invalid" });
  }
  await writeFile(path.join(place.root, "new\nline.txt"), "x");
  expect(await place.files.read(workspace, at("new\nline.txt"))).toMatchObject({ kind: "text", text: "x" });
});

test("the hash of the sources follows their content, not what a build makes", async () => {
  await write("src/A.java", "one", null);
  const first = await place.files.sourceHash(workspace);
  await write("app.jar", "built", null);
  await mkdir(path.join(place.root, "build"));
  await writeFile(path.join(place.root, "build/A.class"), "x");
  expect(await place.files.sourceHash(workspace)).toBe(first);
  await write("src/A.java", "two", await version("src/A.java"));
  expect(await place.files.sourceHash(workspace)).not.toBe(first);
  await write("src/A.java", "one", await version("src/A.java"));
  expect(await place.files.sourceHash(workspace)).toBe(first);
  await unlink(path.join(place.root, "src/A.java"));
  expect(await place.files.sourceHash(workspace)).not.toBe(first);
});

test("changes since a time are seen by the clock", async () => {
  await write("src/A.java", "one", null);
  await utimes(path.join(place.root, "src/A.java"), 1000, 1000);
  await write("app.jar", "built", null);
  expect(await place.files.changedSince(workspace, 2_000_000)).toBe(false);
  expect(await place.files.changedSince(workspace, 999_000)).toBe(true);
});
