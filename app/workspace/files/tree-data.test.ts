import { describe, expect, it } from "vitest";
import { rootId, treeOf } from "#app/workspace/files/tree-data";
import type { FileEntry } from "#shared/views";

function listing(...paths: string[]): Map<string, FileEntry> {
  return new Map(
    paths.map((path) => {
      const kind = path.endsWith("/") ? "folder" : "file";
      const name = path.replace(/\/$/, "");
      return [name, { path: name, kind, size: 0, modifiedAt: 0, version: "1" }];
    }),
  );
}

describe("the file tree", () => {
  it("puts folders first and counts as people do", () => {
    const tree = treeOf(listing("b10.txt", "b9.txt", "src/", "src/a.java", "src/b.java"));
    expect(tree.get(rootId)?.children).toEqual(["src", "b9.txt", "b10.txt"]);
  });

  it("folds a chain of folders that hold nothing else into one row", () => {
    const tree = treeOf(listing("src/", "src/var/", "src/var/chat/", "src/var/chat/A.java"));
    expect(tree.get(rootId)?.children).toEqual(["src/var/chat"]);
    expect(tree.get("src/var/chat")?.label).toBe("src/var/chat");
  });

  it("knows folders that the listing names only through their files", () => {
    expect(treeOf(listing("a/b.txt", "a/c.txt")).get("a")?.kind).toBe("folder");
  });

  it("shows an empty folder", () => {
    expect(treeOf(listing("empty/")).get("empty")).toMatchObject({ kind: "folder", children: [] });
  });
});
