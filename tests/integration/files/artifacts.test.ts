import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, mkdtemp, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { beforeEach, expect, test } from "vitest";
import { type Artifacts, createArtifacts } from "#server/artifacts/artifacts";
import { createBuildRecords } from "#server/builds/build-record";
import type { WorkspaceId } from "#shared/ids";
import { makeCourse, makePerson, makeWorkspace } from "../fixtures/course";
import { withDatabase } from "../fixtures/database";

const store = withDatabase();
let place: string;
let root: string;
let content: string;
let artifacts: Artifacts;
let workspace: WorkspaceId;

beforeEach(async () => {
  place = await mkdtemp(path.join(store.directory, "place-"));
  root = path.join(place, "files");
  content = path.join(place, "artifacts");
  await mkdir(root);
  artifacts = createArtifacts({
    database: store.database,
    directory: content,
    root: async () => root,
    hub: { publish: () => undefined, viewers: () => 0 },
  });
  const course = await makeCourse(store.database, "services: {}\n");
  workspace = await makeWorkspace(store.database, course, await makePerson(store.database, course));
});

/** A zip made by lines of Python on `z`. */
function zipOf(lines: string): Readable {
  const file = path.join(place, "upload.zip");
  execFileSync("python3", [
    "-c",
    `import zipfile, stat\nz = zipfile.ZipFile(${JSON.stringify(file)}, "w", zipfile.ZIP_DEFLATED)\n${lines}\nz.close()`,
  ]);
  return createReadStream(file);
}

async function materialized(artifact: Awaited<ReturnType<Artifacts["addUpload"]>>): Promise<string> {
  const target = await mkdtemp(path.join(place, "app-"));
  await artifacts.materialize(artifact, target);
  return target;
}

test("a jar is kept as it is, named by its bytes, readable for everybody and writable for nobody", async () => {
  const artifact = await artifacts.addUpload(workspace, "chat.jar", Readable.from(["PK\u0003\u0004 some bytes"]));
  const sha256 = createHash("sha256").update("PK\u0003\u0004 some bytes").digest("hex");
  expect(artifact).toMatchObject({ kind: "file", name: "chat.jar", path: "chat.jar", sha256 });
  const file = path.join(await materialized(artifact), "chat.jar");
  expect(readFileSync(file, "utf8")).toBe("PK\u0003\u0004 some bytes");
  expect(statSync(file).mode & 0o777).toBe(0o555);
  expect(await artifacts.list(workspace)).toEqual([artifact]);
});

test("a zip is unpacked, without the one folder around everything, with its executable files", async () => {
  const zip = zipOf(`
z.writestr("app/bin/run", "#!/bin/sh\\n"); z.getinfo("app/bin/run").external_attr = (stat.S_IFREG | 0o755) << 16
z.writestr("app/lib/ä.txt", "text"); z.writestr("app/empty/", "")`);
  const artifact = await artifacts.addUpload(workspace, "app.zip", zip);
  expect(artifact).toMatchObject({ kind: "folder", path: "app.zip", size: 14 });
  const target = await materialized(artifact);
  expect(readdirSync(target).sort()).toEqual(["bin", "empty", "lib"]);
  expect(statSync(path.join(target, "bin/run")).mode & 0o777).toBe(0o555);
  expect(statSync(path.join(target, "lib/ä.txt")).mode & 0o777).toBe(0o444);
});

test.each([
  ["a name that leads out", `z.writestr("../evil", "x")`],
  ["an absolute name", `z.writestr("/etc/evil", "x")`],
  ["a name with a backslash", `z.writestr("a\\\\..\\\\..\\\\evil", "x")`],
  [
    "a link",
    `i = zipfile.ZipInfo("link"); i.create_system = 3; i.external_attr = (stat.S_IFLNK | 0o777) << 16; z.writestr(i, "/etc/passwd"); z.writestr("link/x", "x")`,
  ],
  [
    "a pipe",
    `i = zipfile.ZipInfo("pipe"); i.create_system = 3; i.external_attr = (stat.S_IFIFO | 0o666) << 16; z.writestr(i, "")`,
  ],
  ["one name twice", `z.writestr("a", "1"); z.writestr("a", "2")`],
  ["a name that is file and folder", `z.writestr("a", "1"); z.writestr("a/b", "2")`],
  ["a bomb", `z.writestr("zeros", bytes(300_000_000))`],
  ["absurd counts", `for i in range(20_001): z.writestr(str(i), "")`],
])("a zip with %s is refused with words, and nothing of it stays", async (_what, lines) => {
  await expect(artifacts.addUpload(workspace, "evil.zip", zipOf(lines))).rejects.toMatchObject({
    name: "UserError",
    code: expect.stringMatching(/invalid|limit/),
  });
  expect(existsSync(path.join(place, "evil")) || existsSync("/etc/evil")).toBe(false);
  expect(
    readdirSync(content).flatMap((name) =>
      statSync(path.join(content, name)).isDirectory() ? readdirSync(path.join(content, name)) : [name],
    ),
  ).toEqual([]);
  expect(await artifacts.list(workspace)).toEqual([]);
});

test("a zip that lies about its sizes is refused", async () => {
  const file = path.join(place, "lie.zip");
  execFileSync("python3", [
    "-c",
    `
import zipfile, struct
z = zipfile.ZipFile(${JSON.stringify(file)}, "w", zipfile.ZIP_DEFLATED); z.writestr("a", bytes(5_000_000)); z.close()
b = bytearray(open(${JSON.stringify(file)}, "rb").read())
at = b.rfind(b"PK\\x01\\x02"); b[at+24:at+28] = struct.pack("<I", 10)
open(${JSON.stringify(file)}, "wb").write(b)`,
  ]);
  await expect(artifacts.addUpload(workspace, "lie.zip", createReadStream(file))).rejects.toMatchObject({
    code: "invalid",
  });
});

test("a file that only says that it is a zip is kept as a file", async () => {
  expect(await artifacts.addUpload(workspace, "notes.zip", Readable.from(["hello"]))).toMatchObject({
    kind: "file",
    size: 5,
  });
});

test.each(["", "..", "a/b", "a\\b", "a\nb", "x".repeat(256)])("the file name %j is refused", async (name) => {
  await expect(artifacts.addUpload(workspace, name, Readable.from(["x"]))).rejects.toMatchObject({ code: "invalid" });
});

async function collect(kind: "file" | "folder", name: string) {
  const build = await createBuildRecords(store.database).begin(workspace, "true");
  const [artifact] = await artifacts.collect(workspace, build.id, [{ name: kind, path: name }]);
  if (artifact === undefined) throw new Error("Nothing was collected.");
  return artifact;
}

test("the same content is stored once, and 20 MB are on an instance in milliseconds", async () => {
  await mkdir(path.join(root, "build"));
  await writeFile(path.join(root, "build/big.jar"), Buffer.alloc(20_000_000, 7));
  const first = await collect("file", "build/big.jar");
  const second = await collect("file", "build/big.jar");
  expect(second).toMatchObject({ sha256: first.sha256, path: "big.jar", size: 20_000_000, build: { number: 2 } });
  expect(readdirSync(path.join(content, "files"))).toEqual([first.sha256]);
  const started = performance.now();
  const target = await materialized(first);
  expect(performance.now() - started).toBeLessThan(100);
  expect(statSync(path.join(target, "big.jar")).nlink).toBe(2);
});

test("a folder is collected with its links as links, and its hash follows names, contents and executability", async () => {
  await mkdir(path.join(root, "out/lib"), { recursive: true });
  await writeFile(path.join(root, "out/main.js"), "1");
  await writeFile(path.join(root, "out/lib/run"), "2", { mode: 0o755 });
  await symlink("/etc/passwd", path.join(root, "out/link"));
  const first = await collect("folder", "out");
  expect((await collect("folder", "out")).sha256).toBe(first.sha256);
  const target = await materialized(first);
  expect(
    execFileSync("find", [".", "-printf", "%p %y %m [%l]\n"], { cwd: target, encoding: "utf8" })
      .trim()
      .split("\n")
      .slice(1)
      .sort(),
  ).toEqual(["./lib d 755 []", "./lib/run f 555 []", "./link l 777 [/etc/passwd]", "./main.js f 444 []"]);
  await writeFile(path.join(root, "out/main.js"), "3");
  expect((await collect("folder", "out")).sha256).not.toBe(first.sha256);
});

test("a build's result that is a link, a pipe or a sparse giant is refused", async () => {
  await symlink("/etc/passwd", path.join(root, "link"));
  execFileSync("mkfifo", [path.join(root, "pipe")]);
  execFileSync("truncate", ["-s", "1T", path.join(root, "giant")]);
  await expect(collect("file", "link")).rejects.toMatchObject({ code: "refused" });
  await expect(collect("file", "pipe")).rejects.toMatchObject({ code: "refused" });
  await expect(collect("file", "giant")).rejects.toMatchObject({ code: "limit" });
  await expect(collect("file", "build/none.jar")).rejects.toThrow("there is no build/none.jar");
});

test("a file cannot be made to stand in for somebody's folder", async () => {
  await mkdir(path.join(root, "out"));
  await writeFile(path.join(root, "out/a"), "1");
  const folder = await collect("folder", "out");
  const manifest = JSON.stringify(["a", "file", createHash("sha256").update("1").digest("hex")]);
  expect(createHash("sha256").update(manifest).digest("hex")).toBe(folder.sha256);
  const file = await artifacts.addUpload(workspace, "manifest", Readable.from([manifest]));
  expect(file.sha256).toBe(folder.sha256);
  expect(readFileSync(path.join(await materialized(folder), "a"), "utf8")).toBe("1");
  expect(readFileSync(path.join(await materialized(file), "manifest"), "utf8")).toBe(manifest);
});

test("content that nobody refers to is swept after an hour, what is in use stays", async () => {
  const kept = await artifacts.addUpload(workspace, "kept", Readable.from(["kept"]));
  const lost = await artifacts.addUpload(workspace, "lost", Readable.from(["lost"]));
  const fresh = await artifacts.addUpload(workspace, "fresh", Readable.from(["fresh"]));
  for (const { id } of [lost, fresh]) await store.database.artifact.delete({ where: { id } });
  const old = new Date(Date.now() - 2 * 60 * 60 * 1000);
  for (const { sha256 } of [kept, lost]) await utimes(path.join(content, "files", sha256), old, old);
  await artifacts.sweep();
  expect(readdirSync(path.join(content, "files")).sort()).toEqual([kept.sha256, fresh.sha256].sort());
});
