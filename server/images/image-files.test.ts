import { describe, expect, it } from "vitest";
import { copiedBy } from "#server/images/copy-sources";
import { createIgnored, matchesName } from "#server/images/ignored-files";
import type { FileEntry } from "#shared/views";

const entry = (path: string): FileEntry => ({
  path: path.replace(/\/$/, ""),
  kind: path.endsWith("/") ? "folder" : "file",
  size: 1,
  modifiedAt: 0,
  version: "1",
});
const listed = ["a.mjs", "b.mjs", "lib/", "lib/c.mjs", "lib/deep/", "lib/deep/d.txt", "package.json"].map(entry);

function targets(sources: string[], target: string, more: { intoFolder?: boolean; folders?: string[] } = {}) {
  const order = { sources, target, intoFolder: more.intoFolder ?? false };
  const found = copiedBy(order, listed, (path) => (more.folders ?? []).includes(path));
  return "missing" in found ? `missing ${found.missing}` : found.copied.map((one) => one.target);
}

describe("COPY", () => {
  it("puts a file in the target's place, or into it when it is a folder", () => {
    expect(targets(["a.mjs"], "/app/main.mjs")).toEqual(["/app/main.mjs"]);
    expect(targets(["a.mjs"], "/app", { intoFolder: true })).toEqual(["/app/a.mjs"]);
    expect(targets(["a.mjs"], "/app", { folders: ["/app"] })).toEqual(["/app/a.mjs"]);
  });

  it("puts the content of a folder into the target, not the folder itself", () => {
    expect(targets(["lib"], "/app/x")).toEqual(["/app/x", "/app/x/c.mjs", "/app/x/deep", "/app/x/deep/d.txt"]);
    expect(targets([""], "/app")).toHaveLength(8);
  });

  it("takes patterns for the parts of a name, and says which source matches nothing", () => {
    expect(targets(["*.mjs"], "/app")).toEqual(["/app/a.mjs", "/app/b.mjs"]);
    expect(targets(["lib/?.mjs", "package.json"], "/app", { intoFolder: true })).toEqual([
      "/app/c.mjs",
      "/app/package.json",
    ]);
    expect(targets(["a.mjs", "*.java"], "/app", { intoFolder: true })).toBe("missing *.java");
  });
});

describe(".dockerignore", () => {
  it("leaves out names, folders with what is in them, and takes exceptions back", () => {
    const isIgnored = createIgnored("# not these\nnode_modules\n*.log\n**/secret.txt\n!keep.log\n/out/\n");
    const left = ["node_modules/x/y.js", "a.log", "deep/er/secret.txt", "out/a"];
    for (const path of left) expect(isIgnored(path), path).toBe(true);
    for (const path of ["keep.log", "src/a.log", "src/node_modules", "outer"])
      expect(isIgnored(path), path).toBe(false);
  });
});

it.each([
  ["abc", "a*c", true],
  ["abc", "a?c", true],
  ["abc", "*", true],
  ["abc", "[a-c]bc", true],
  ["abc", "[^a]bc", false],
  ["abc", "ab", false],
  ["a*c", "a\\*c", false],
  ["[x", "[x", true],
])("%s against %s: %s", (name, pattern, matches) => {
  expect(matchesName(name, pattern)).toBe(matches);
});

it("matches a long name with many stars in no time", () => {
  const begun = performance.now();
  expect(matchesName("a".repeat(255), `${"a*".repeat(100)}b`)).toBe(false);
  expect(performance.now() - begun).toBeLessThan(500);
});
