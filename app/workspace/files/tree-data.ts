import { folderOf, nameOf } from "#app/workspace/files/file-path";
import type { FileEntry } from "#shared/views";

/** The id of the tree's root, which no path has. */
export const rootId = "/";

/** One row: a file, or a folder under which a chain of folders with nothing else may be folded (`var/rmi/chat`). */
export interface TreeNode {
  readonly path: string;
  readonly label: string;
  readonly kind: FileEntry["kind"];
  readonly children: readonly string[];
}

/** The rows by path; the root is at `rootId`. Folders come first, names are sorted as people count; folders that are `kept` have a row of their own. */
export function treeOf(
  files: ReadonlyMap<string, FileEntry>,
  kept: readonly string[] = [],
): ReadonlyMap<string, TreeNode> {
  const children = childrenOf(files);
  const kindOf = (path: string) => files.get(path)?.kind ?? "folder";
  const nodes = new Map<string, TreeNode>();

  function add(path: string, label: string): string {
    const own = children.get(path) ?? [];
    const [only] = own;
    if (
      !kept.includes(path) &&
      kindOf(path) === "folder" &&
      own.length === 1 &&
      only !== undefined &&
      kindOf(only) === "folder"
    ) {
      return add(only, `${label}/${nameOf(only)}`);
    }
    nodes.set(path, { path, label, kind: kindOf(path), children: rows(own) });
    return path;
  }

  function rows(paths: readonly string[]): string[] {
    const sorted = paths.toSorted(
      (a, b) => Number(kindOf(b) === "folder") - Number(kindOf(a) === "folder") || order.compare(nameOf(a), nameOf(b)),
    );
    return sorted.map((path) => add(path, nameOf(path)));
  }

  nodes.set(rootId, { path: "", label: "", kind: "folder", children: rows(children.get("") ?? []) });
  return nodes;
}

const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function childrenOf(files: ReadonlyMap<string, FileEntry>): Map<string, string[]> {
  const children = new Map<string, string[]>();
  const known = new Set<string>();
  function place(path: string): void {
    if (known.has(path)) return;
    known.add(path);
    const folder = folderOf(path);
    if (folder !== "") place(folder);
    const siblings = children.get(folder);
    if (siblings) siblings.push(path);
    else children.set(folder, [path]);
  }
  for (const path of files.keys()) place(path);
  return children;
}

/** The folders above a path, outermost first. */
export function foldersAbove(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join("/"));
}
