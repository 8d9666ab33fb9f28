import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { at, createWorkspaceFiles, type WorkspaceFiles, workspace } from "./workspace-files";

const directory = mkdtempSync(path.join(tmpdir(), "varlab-full-"));
const disk = path.join(directory, "disk");
let place: WorkspaceFiles;

beforeAll(async () => {
  const image = path.join(directory, "image");
  execFileSync("truncate", ["-s", "8M", image]);
  execFileSync("mkfs.ext4", ["-q", "-m0", image]);
  mkdirSync(disk);
  execFileSync("mount", ["-o", "loop,nosuid,nodev", image, disk]);
  place = await createWorkspaceFiles(disk);
});
afterAll(async () => {
  await place.dispose();
  execFileSync("umount", [disk]);
  rmSync(directory, { recursive: true });
});

test("on a full disk a save is refused with words, the old text stays, and after making room it works again", async () => {
  const write = (text: string, base: string | null) =>
    place.files.write(workspace, { path: at("a.txt"), text, base, force: false });
  const first = await write("precious", null);
  if (first.kind !== "saved") throw new Error("conflict");
  const filler = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(65_536, 1);
    })(),
  );
  await expect(place.files.upload(workspace, at("filler"), filler)).rejects.toMatchObject({ code: "limit" });
  let size = 1024 * 1024;
  for (let index = 0; size >= 1024; index += 1) {
    await place.files.upload(workspace, at(`fill${index}`), Readable.from([Buffer.alloc(size)])).catch(() => {
      size /= 2;
    });
  }
  expect(statfsSync(disk).bavail).toBeLessThan(8);
  await expect(write("x".repeat(1024 * 1024), first.version)).rejects.toMatchObject({ code: "limit" });
  expect(readFileSync(path.join(disk, "files", "a.txt"), "utf8")).toBe("precious");
  await place.files.remove(workspace, [at("fill0"), at("fill1")]);
  expect((await write("x".repeat(1024 * 1024), first.version)).kind).toBe("saved");
});
