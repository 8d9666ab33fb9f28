import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createWorkspaceFiles, type WorkspaceFiles, workspace } from "./workspace-files";

let place: WorkspaceFiles;
beforeEach(async () => {
  place = await createWorkspaceFiles();
  await writeFile(path.join(place.root, "a.txt"), "one Two\r\ntwo twofold\n\nüber two\n");
  await writeFile(path.join(place.root, "b.bin"), Buffer.from("two\0two"));
});
afterEach(() => place.dispose());

const find = (text: string, how: { regex?: boolean; caseSensitive?: boolean; wholeWord?: boolean } = {}) =>
  place.files.find(workspace, { text, regex: false, caseSensitive: false, wholeWord: false, ...how });
const places = async (...query: Parameters<typeof find>) =>
  (await find(...query)).matches.map(({ line, column, length }) => [line, column, length]);

test("text is found by line and column, in text files only", async () => {
  expect(await places("two")).toEqual([
    [1, 5, 3],
    [2, 1, 3],
    [2, 5, 3],
    [4, 6, 3],
  ]);
  expect(await places("two", { caseSensitive: true, wholeWord: true })).toEqual([
    [2, 1, 3],
    [4, 6, 3],
  ]);
  expect(await places("^t\\w+", { regex: true })).toEqual([[2, 1, 3]]);
  expect((await find("two")).matches[0]).toMatchObject({ path: "a.txt", preview: "one Two" });
});

test("signs of regular expressions are plain text unless asked for", async () => {
  await writeFile(path.join(place.root, "c.txt"), "a.b*(c)[d] $x-y/z");
  expect(await places("a.b*(c)[d] $x-y/z")).toEqual([[1, 1, 17]]);
});

test("a pattern that is none is refused with words", async () => {
  await expect(find("(", { regex: true })).rejects.toMatchObject({ code: "invalid" });
});

test("a pattern that never ends is ended, and the server answers meanwhile", async () => {
  await writeFile(path.join(place.root, "evil.txt"), "a".repeat(5000));
  const started = performance.now();
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 20);
  await expect(find("(a+)+b", { regex: true })).rejects.toMatchObject({ code: "limit" });
  clearInterval(timer);
  expect(performance.now() - started).toBeLessThan(4000);
  expect(turns).toBeGreaterThan(30);
});

test("very many matches are cut, and the answer says so", async () => {
  await writeFile(path.join(place.root, "many.txt"), "zz\n".repeat(5000));
  const result = await find("zz");
  expect(result.truncated).toBe(true);
  expect(result.matches.length).toBe(2000);
});

test("hits in what one wrote stand before hits in what a build made", async () => {
  await mkdir(path.join(place.root, "build"));
  await mkdir(path.join(place.root, "src"));
  await writeFile(path.join(place.root, "build", "a.mjs"), "needle\n");
  await writeFile(path.join(place.root, "src", "a.mjs"), "needle\n");
  expect((await find("needle")).matches.map((match) => match.path)).toEqual(["src/a.mjs", "build/a.mjs"]);
});
