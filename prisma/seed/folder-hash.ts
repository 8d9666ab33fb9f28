import { createHash } from "node:crypto";

/** The trees of an experiment's folder; only `starter` ever reaches a student. */
export const folderTrees = ["starter", "solution", "checks"] as const;

/** One file of a tree; `path` is relative to the tree, with `/`. */
export interface FolderFile {
  readonly tree: (typeof folderTrees)[number];
  readonly path: string;
  readonly executable: boolean;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** The hash of an experiment's content; `files` are in the order of the trees and, in each, of their paths. */
export function hashOf(compose: string, sheet: string, files: readonly FolderFile[]): string {
  const hash = createHash("sha256");
  const put = (bytes: string | Uint8Array) => hash.update(`${bytes.length}:`).update(bytes);
  put(compose);
  put(sheet);
  for (const file of files) {
    put(`${file.tree}/${file.path}${file.executable ? " x" : ""}`);
    put(file.content);
  }
  return hash.digest("hex");
}
