import { describe, expect, it } from "vitest";
import { changedFiles } from "#app/workspace/store/workspace-store";
import type { FileEntry } from "#shared/views";

function entry(path: string, version = "1"): FileEntry {
  return { path, kind: "file", size: 0, modifiedAt: 0, version };
}

describe("news about files", () => {
  const before = new Map(["a", "src/b", "src/c", "src2/d"].map((path) => [path, entry(path)]));

  it("replace what changed and add what is new", () => {
    const after = changedFiles(before, [entry("a", "2"), entry("new")], []);
    expect(after.get("a")?.version).toBe("2");
    expect(after.has("new")).toBe(true);
  });

  it("take everything below a removed folder away, and nothing beside it", () => {
    expect([...changedFiles(before, [], ["src"]).keys()]).toEqual(["a", "src2/d"]);
  });

  it("let a path that is removed and made again stay", () => {
    expect(changedFiles(before, [entry("a", "9")], ["a"]).get("a")?.version).toBe("9");
  });
});
