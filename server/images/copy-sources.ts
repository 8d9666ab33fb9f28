import { matchesName } from "#server/images/ignored-files";
import type { FileEntry } from "#shared/views";

/** One thing that a `COPY` takes: where it lies, and where it goes. */
export interface Copied {
  /** As listed. */
  readonly entry: FileEntry;
  /** Absolute, in the image. */
  readonly target: string;
}

/** What `COPY` says, with sources relative to what is listed. */
export interface CopyOrder {
  readonly sources: readonly string[];
  readonly target: string;
  readonly intoFolder: boolean;
}

/**
 * What a `COPY` takes of a listed tree, as Docker would: a folder's content goes to the target, a file into it or in its place.
 * `isFolder` tells whether the target is there as a folder. Answers the source that matches nothing instead when there is one.
 */
export function copiedBy(
  order: CopyOrder,
  listed: readonly FileEntry[],
  isFolder: (path: string) => boolean,
): { readonly copied: Copied[] } | { readonly missing: string } {
  const copied: Copied[] = [];
  for (const source of order.sources) {
    const found = source === "" ? [rootFolder] : listed.filter(({ path }) => matchesPath(path, source));
    if (found.length === 0) return { missing: source };
    const intoFolder = order.intoFolder || found.length > 1 || isFolder(order.target);
    for (const entry of found) {
      if (entry.kind === "folder") copied.push(...contentOf(entry.path, order.target, listed));
      else copied.push({ entry, target: intoFolder ? `${order.target}/${nameOf(entry.path)}` : order.target });
    }
  }
  return { copied };
}

const rootFolder = { path: "", kind: "folder" as const, size: 0, modifiedAt: 0, version: "" };

function contentOf(folder: string, target: string, listed: readonly FileEntry[]): Copied[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  const inside = listed.filter(({ path }) => path.startsWith(prefix));
  return [
    { entry: { ...rootFolder, path: folder }, target },
    ...inside.map((entry) => ({ entry, target: `${target}/${entry.path.slice(prefix.length)}` })),
  ];
}

function matchesPath(path: string, pattern: string): boolean {
  const [parts, wanted] = [path.split("/"), pattern.split("/")];
  return parts.length === wanted.length && parts.every((part, at) => matchesName(part, wanted[at] ?? ""));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
