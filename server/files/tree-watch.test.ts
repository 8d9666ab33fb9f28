import { expect, test } from "vitest";
import { difference } from "#server/files/tree-watch";
import type { FileEntry } from "#shared/views";

const file = (path: string, version: string, kind: FileEntry["kind"] = "file"): FileEntry => ({
  path,
  kind,
  size: 1,
  modifiedAt: 1,
  version,
});
const tree = (...entries: FileEntry[]) => new Map(entries.map((entry) => [entry.path, entry]));

test("equal trees do not differ, also when a folder's own time does", () => {
  expect(
    difference(tree(file("a", "1"), file("d", "1", "folder")), tree(file("a", "1"), file("d", "2", "folder"))),
  ).toBeUndefined();
});

test("new, changed, replaced and gone entries differ", () => {
  const before = tree(file("same", "1"), file("changed", "1"), file("kind", "1", "folder"), file("gone", "1"));
  const after = tree(file("same", "1"), file("changed", "2"), file("kind", "1"), file("new", "1"));
  const change = difference(before, after);
  expect(change?.files?.map((entry) => entry.path)).toEqual(["changed", "kind", "new"]);
  expect(change?.removed).toEqual(["gone"]);
});

test("very many differences are told as one", () => {
  const many = Array.from({ length: 500 }, (_, index) => file(`f${index}`, "1"));
  expect(difference(tree(), tree(...many))).toEqual({ files: null, removed: [] });
});
