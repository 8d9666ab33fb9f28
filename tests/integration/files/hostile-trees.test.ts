import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chmod, mkdir, readFile, stat, symlink, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { UserError } from "#shared/failures";
import { at, createWorkspaceFiles, type WorkspaceFiles, workspace } from "./workspace-files";

let place: WorkspaceFiles;
let secrets: string;
beforeEach(async () => {
  place = await createWorkspaceFiles();
  secrets = path.join(place.outside, "secrets");
  await mkdir(secrets);
  await writeFile(path.join(secrets, "key.txt"), "TOP SECRET");
});
afterEach(() => place.dispose());

const find = (text: string) =>
  place.files.find(workspace, { text, regex: false, caseSensitive: true, wholeWord: false });

test("links are listed as links and lead nowhere", async () => {
  await symlink(path.join(secrets, "key.txt"), path.join(place.root, "file.txt"));
  await symlink(secrets, path.join(place.root, "folder"));
  const { files } = await place.files.list(workspace);
  expect(files.map((entry) => [entry.path, entry.kind]).sort()).toEqual([
    ["file.txt", "link"],
    ["folder", "link"],
  ]);
  for (const name of ["file.txt", "folder/key.txt", "folder"]) {
    await expect(place.files.read(workspace, at(name))).rejects.toMatchObject({ code: "refused" });
    await expect(place.files.open(workspace, at(name))).rejects.toMatchObject({ code: "refused" });
    const write = { path: at(name), text: "overwritten", base: null, force: true };
    await expect(place.files.write(workspace, write)).rejects.toMatchObject({ code: "refused" });
    await expect(place.files.upload(workspace, at(name), Readable.from(["x"]))).rejects.toMatchObject({
      code: "refused",
    });
  }
  await expect(place.files.create(workspace, at("folder/new.txt"), "file")).rejects.toMatchObject({ code: "refused" });
  await expect(place.files.move(workspace, at("folder/key.txt"), at("mine.txt"))).rejects.toMatchObject({
    code: "refused",
  });
  expect((await find("SECRET")).matches).toEqual([]);
  expect(await text(await place.files.zip(workspace, undefined))).not.toContain("TOP SECRET");
  await place.files.sourceHash(workspace);
  await place.files.remove(workspace, [at("file.txt"), at("folder")]);
  expect(readFileSync(path.join(secrets, "key.txt"), "utf8")).toBe("TOP SECRET");
  expect(readdirSync(secrets)).toEqual(["key.txt"]);
  expect(readdirSync(place.root)).toEqual([]);
});

test("a program that swaps a folder for a link all the time neither gets a secret read nor a file written outside", async () => {
  const swapper = spawn(process.execPath, ["-e", swapping], {
    cwd: place.root,
    env: { ...process.env, SECRETS: secrets },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(swapper.stdout, "data");
  const seen = { own: 0, refused: 0 };
  try {
    for (let attempt = 0; attempt < 4000; attempt += 1) await attemptThrough(attempt, seen);
  } finally {
    const ended = once(swapper, "exit");
    swapper.kill();
    await ended;
  }
  expect(seen.own).toBeGreaterThan(100);
  expect(seen.refused).toBeGreaterThan(100);
  expect(readdirSync(secrets)).toEqual(["key.txt"]);
});

async function attemptThrough(attempt: number, seen: { own: number; refused: number }): Promise<void> {
  try {
    const content = await place.files.read(workspace, at("d/key.txt"));
    if (content.kind !== "text" || content.text !== "mine") throw new Error(`leaked: ${JSON.stringify(content)}`);
    seen.own += 1;
    if (attempt % 4 === 0) await place.files.upload(workspace, at(`d/up${attempt % 8}.txt`), Readable.from(["up"]));
    if (attempt % 100 === 0) await place.files.remove(workspace, [at("d/up0.txt")]);
  } catch (error) {
    const isRefusal = error instanceof UserError && ["refused", "unknown", "conflict"].includes(error.code);
    if (!isRefusal) throw error;
    seen.refused += 1;
  }
}

const swapping = `
const fs = require("node:fs");
function build() {
  for (const name of ["d", "real", "lure"]) fs.rmSync(name, { recursive: true, force: true });
  fs.mkdirSync("d"); fs.writeFileSync("d/key.txt", "mine"); fs.symlinkSync(process.env.SECRETS, "lure");
}
build();
console.log("ready");
for (;;) {
  try {
    for (let i = 0; i < 20; i++) fs.statSync("d/key.txt");
    fs.renameSync("d", "real"); fs.renameSync("lure", "d"); fs.renameSync("d", "lure"); fs.renameSync("real", "d");
  } catch { try { build(); } catch {} }
}`;

test("pipes, sockets and devices are shown, never opened, and freeze nothing", async () => {
  execFileSync("mkfifo", ["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"], { cwd: place.root });
  execFileSync("mknod", ["null", "c", "1", "3"], { cwd: place.root });
  const names = [...Array.from({ length: 8 }, (_, index) => `p${index}`), "null"];
  const results = await Promise.allSettled(names.map((name) => place.files.read(workspace, at(name))));
  for (const result of results) expect(result).toMatchObject({ status: "rejected", reason: { code: "refused" } });
  expect((await find("x")).matches).toEqual([]);
  await place.files.sourceHash(workspace);
  await place.files.write(workspace, { path: at("a.txt"), text: "x", base: null, force: false });
  const { files } = await place.files.list(workspace);
  expect(files.filter((entry) => entry.kind === "other").length).toBe(9);
  await text(await place.files.zip(workspace, undefined));
  await place.files.remove(workspace, names.map(at));
  expect(readdirSync(place.root)).toEqual(["a.txt"]);
});

test("a sparse file of a terabyte is large, and is not read", async () => {
  await writeFile(path.join(place.root, "huge.bin"), "");
  await truncate(path.join(place.root, "huge.bin"), 2 ** 40);
  expect(await place.files.read(workspace, at("huge.bin"))).toMatchObject({ kind: "large", size: 2 ** 40 });
  await expect(place.files.zip(workspace, undefined)).rejects.toMatchObject({ code: "limit" });
  expect((await find("x")).matches).toEqual([]);
  await place.files.sourceHash(workspace);
  await place.files.remove(workspace, [at("huge.bin")]);
});

test("names that are no text, or hold markup and newlines, can be listed, read, renamed and removed", async () => {
  const make = `
import os, sys
os.chdir(sys.argv[1])
for name in [b"caf\\xe9.txt", b"\\xff\\xfe", b"<img src=x onerror=alert(1)>", b"a\\nb", b"\\xef\\x9e\\x80.txt", b"-rf", b"x" * 255, b"\\xe2\\x80\\xaegnp.exe"]:
    open(name, "wb").write(name)
`;
  execFileSync("python3", ["-c", make, place.root]);
  const { files } = await place.files.list(workspace);
  expect(files.length).toBe(8);
  for (const entry of files) {
    const file = await place.files.open(workspace, at(entry.path));
    const bytes = await file.handle.readFile();
    await file.handle.close();
    expect(bytes.length).toBe(entry.size);
    if (entry.path.startsWith("caf")) await place.files.move(workspace, at(entry.path), at("café.txt"));
  }
  expect(readFileSync(path.join(place.root, "café.txt")).toString("latin1")).toBe("café.txt");
  const left = (await place.files.list(workspace)).files.map((entry) => at(entry.path));
  await place.files.remove(workspace, left);
  expect(readdirSync(place.root)).toEqual([]);
});

test("a tree 1,500 folders deep hides nothing beside it and can be removed", async () => {
  const make = `
import os, sys
os.chdir(sys.argv[1])
for _ in range(1500):
    os.mkdir("d" * 20); os.chdir("d" * 20)
open("bottom", "w").write("x")
`;
  execFileSync("python3", ["-c", make, place.root]);
  await place.files.write(workspace, { path: at("z/own.txt"), text: "x", base: null, force: false });
  const listing = await place.files.list(workspace);
  expect(listing.truncated).toBe(true);
  expect(listing.files.map((entry) => entry.path)).toContain("z/own.txt");
  await place.files.remove(workspace, [at("d".repeat(20))]);
  expect(readdirSync(place.root)).toEqual(["z"]);
  expect(readdirSync(path.join(place.outside, "staging"))).toEqual([]);
});

test("a folder of very many files is listed up to a bound, without hiding the others", async () => {
  execFileSync(
    "python3",
    ["-c", `import os,sys\nos.makedirs("node_modules/x")\nfor i in range(7000): open(f"node_modules/x/{i}","w")`],
    { cwd: place.root },
  );
  await mkdir(path.join(place.root, "src/deep"), { recursive: true });
  await writeFile(path.join(place.root, "src/deep/A.java"), "x");
  const listing = await place.files.list(workspace);
  expect(listing).toMatchObject({ truncated: true });
  expect(listing.files.length).toBe(5000);
  expect(listing.files.map((entry) => entry.path)).toContain("src/deep/A.java");
});

test("a set-user-id bit does not survive a save", async () => {
  await writeFile(path.join(place.root, "tool"), "x");
  await chmod(path.join(place.root, "tool"), 0o4755);
  await place.files.write(workspace, { path: at("tool"), text: "y", base: null, force: true });
  expect((await stat(path.join(place.root, "tool"))).mode & 0o7777).toBe(0o755);
});

test("what a crash left half written is swept before the next change, and never seen", async () => {
  await mkdir(path.join(place.outside, "staging"));
  await writeFile(path.join(place.outside, "staging", "left"), "x");
  await mkdir(path.join(place.outside, "staging", "tree/deep"), { recursive: true });
  expect((await place.files.list(workspace)).files).toEqual([]);
  await place.files.create(workspace, at("a.txt"), "file");
  expect(existsSync(path.join(place.outside, "staging", "left"))).toBe(false);
  expect(readdirSync(path.join(place.outside, "staging"))).toEqual([]);
  expect(await readFile(path.join(place.root, "a.txt"), "utf8")).toBe("");
});
