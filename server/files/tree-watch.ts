import { type FSWatcher, watch } from "node:fs";
import { codeOf } from "#server/files/file-failure";
import type { Listing } from "#server/files/tree-list";
import { inFolder, partsOf } from "#server/files/walk";
import type { FileEntry } from "#shared/views";

/** What became different between two listings; `files: null`: too much to tell one by one. */
export interface TreeChange {
  readonly files: FileEntry[] | null;
  readonly removed: string[];
}

/** A tree that is being watched; whoever started it closes it. */
export interface TreeWatch {
  /** Looks now, instead of when the kernel tells; resolves when the change, if any, was told. */
  look(): Promise<void>;
  close(): void;
}

interface TreeWatchParts {
  readonly root: string;
  readonly list: () => Promise<Listing>;
  readonly changed: (change: TreeChange, listing: Listing) => void;
  readonly failed: (error: unknown) => void;
}

/** Folders watched per workspace: the kernel allows some 190,000 watches in all, and 100 workspaces fit well into that. */
const maxFolders = 1000;
/** From the first change to looking: a save is several changes. */
const settleMs = 120;
/** Looking may take at most a twelfth of one processor, however much a program writes. */
const restFactor = 12;
/** When not all folders can be watched, the tree is looked at so often. */
const pollMs = 5000;
/** More changes than this are told as "list again". */
const maxTold = 400;

/**
 * Tells what changes below `root`. The kernel's watches are one-shot: the first event of a folder ends its watch, and it
 * is set again before the next look. So a program that writes in a tight loop costs one event a look, not one a write
 * (Node reads the kernel's queue until it is empty, which it then never is).
 */
export async function watchTree({ root, list, changed, failed }: TreeWatchParts): Promise<TreeWatch> {
  const watchers = new Map<string, FSWatcher>();
  let known = new Map<string, FileEntry>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let restUntil = 0;
  let closed = false;

  function plan(delay: number): void {
    if (closed || timer !== undefined) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        look().catch(failed);
      },
      Math.max(delay, restUntil - Date.now()),
    );
  }

  function look(): Promise<void> {
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  async function lookOnce(): Promise<void> {
    const begin = Date.now();
    for (const folder of ["", ...foldersOf(known.values())]) await arm(folder);
    const listing = await list();
    const fresh = new Map(listing.files.map((entry) => [entry.path, entry]));
    const change = difference(known, fresh);
    const newFolders = foldersOf(fresh.values()).filter((folder) => !known.has(folder));
    known = fresh;
    forget(fresh);
    restUntil = Date.now() + (Date.now() - begin) * restFactor;
    if (closed) return;
    // What was made in a new folder before its watch stood is found by looking once more.
    if (newFolders.length > 0) plan(settleMs);
    else if (watchers.size >= maxFolders) plan(pollMs);
    if (change !== undefined) changed(change, listing);
  }

  async function arm(folder: string): Promise<void> {
    if (closed || watchers.has(folder) || watchers.size >= maxFolders) return;
    try {
      await inFolder(root, folder === "" ? [] : partsOf(folder), ({ self }) => {
        const watcher = watch(self, { persistent: false }, () => disarm(folder));
        watcher.on("error", () => disarm(folder));
        watchers.set(folder, watcher);
      });
    } catch (error) {
      const isGone = ["ENOENT", "ENOTDIR", "ELOOP"].includes(codeOf(error) ?? "");
      // No watches left on this machine: the slow look remains.
      if (!isGone) plan(pollMs);
    }
  }

  function disarm(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
    plan(settleMs);
  }

  function forget(fresh: ReadonlyMap<string, FileEntry>): void {
    for (const [folder, watcher] of watchers) {
      if (folder === "" || fresh.get(folder)?.kind === "folder") continue;
      watcher.close();
      watchers.delete(folder);
    }
  }

  function close(): void {
    closed = true;
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  }

  known = new Map((await list()).files.map((entry) => [entry.path, entry]));
  await look();
  return { look, close };
}

function foldersOf(entries: Iterable<FileEntry>): string[] {
  return [...entries].filter((entry) => entry.kind === "folder").map((entry) => entry.path);
}

/** What differs, or undefined when nothing does. */
export function difference(
  before: ReadonlyMap<string, FileEntry>,
  after: ReadonlyMap<string, FileEntry>,
): TreeChange | undefined {
  const files = [...after.values()].filter((entry) => {
    const old = before.get(entry.path);
    // A folder's own time changes with its entries, which are told themselves.
    return old === undefined || old.kind !== entry.kind || (entry.kind !== "folder" && old.version !== entry.version);
  });
  const removed = [...before.keys()].filter((path) => !after.has(path));
  if (files.length + removed.length === 0) return undefined;
  return files.length + removed.length > maxTold ? { files: null, removed: [] } : { files, removed };
}
