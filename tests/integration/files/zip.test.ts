import { execFileSync } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { at, createWorkspaceFiles, type WorkspaceFiles, workspace } from "./workspace-files";

let place: WorkspaceFiles;
beforeEach(async () => {
  place = await createWorkspaceFiles();
  await mkdir(path.join(place.root, "src/empty"), { recursive: true });
  await writeFile(path.join(place.root, "src/ä b.txt"), "hello");
  await writeFile(path.join(place.root, "src/..\\..\\evil"), "x");
  await writeFile(path.join(place.root, "src/none"), "");
  await symlink("/etc/passwd", path.join(place.root, "src/link"));
});
afterEach(() => place.dispose());

const listing = `
import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for i in sorted(z.infolist(), key=lambda i: i.filename): print(i.filename, oct(i.external_attr >> 16), z.read(i).decode())
`;

async function contentOf(start: string | undefined): Promise<string[]> {
  const file = path.join(place.outside, "out.zip");
  await writeFile(file, await buffer(await place.files.zip(workspace, start === undefined ? undefined : at(start))));
  return execFileSync("python3", ["-c", listing, file], { encoding: "utf8" }).trim().split("\n");
}

test("a zip holds files, empty folders and links as links, under names that stay inside", async () => {
  expect(await contentOf(undefined)).toEqual([
    "src/ 0o40775 ",
    "src/.._.._evil 0o100664 x",
    "src/empty/ 0o40775 ",
    "src/link 0o120777 /etc/passwd",
    "src/none 0o100664 ",
    "src/ä b.txt 0o100664 hello",
  ]);
});

test("a zip of a folder has paths relative to it", async () => {
  expect((await contentOf("src")).map((line) => line.split(" 0o")[0])).toEqual([
    ".._.._evil",
    "empty/",
    "link",
    "none",
    "ä b.txt",
  ]);
  await expect(place.files.zip(workspace, at("gone"))).rejects.toMatchObject({ code: "unknown" });
});

test("a zip that nobody reads to the end gives its file back", async () => {
  await writeFile(path.join(place.root, "big"), Buffer.alloc(8_000_000, 7));
  const open = () =>
    execFileSync("sh", ["-c", `ls -l /proc/${process.pid}/fd`], { encoding: "utf8" })
      .split("\n")
      .filter((line) => line.includes(place.root)).length;
  const zip = await place.files.zip(workspace, undefined);
  await new Promise((resolve) => zip.once("data", resolve));
  zip.destroy();
  await expect.poll(open).toBe(0);
});
