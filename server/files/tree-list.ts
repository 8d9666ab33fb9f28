import { type BigIntStats, opendirSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { codeOf } from "#server/files/file-failure";
import { decodeName } from "#server/files/file-name";
import { type Folder, inFolder } from "#server/files/walk";
import type { FileEntry } from "#shared/views";

/** How much of a tree is listed. */
export interface ListBounds {
  readonly maxEntries: number;
  readonly maxDepth: number;
}

/** 5,000 entries: about 0.7 MB in one message and what a file tree can show. 40 levels: no project is deeper, and 255-byte names still stay below what a path may be. */
export const listBounds: ListBounds = { maxEntries: 5000, maxDepth: 40 };
/** Folders that fill up by themselves; they are listed last, so that they cannot crowd out a student's own files. */
export const crowded = new Set(["node_modules", ".git", "__pycache__", ".venv", ".cache"]);
/** System calls between two turns of the event loop: about 2 ms of work. */
const slice = 200;

/** A listed tree; `truncated`: there is more than is listed. */
export interface Listing {
  readonly files: FileEntry[];
  readonly truncated: boolean;
}

/** What changes with every change of a file's content. */
export function versionOf(stat: BigIntStats): string {
  return `${stat.mtimeNs.toString(36)}-${stat.size.toString(36)}-${stat.ino.toString(36)}`;
}

/** The entry for a name that was looked at. */
export function entryOf(path: string, stat: BigIntStats): FileEntry {
  const kind = stat.isFile() ? "file" : stat.isDirectory() ? "folder" : stat.isSymbolicLink() ? "link" : "other";
  return {
    path,
    kind,
    size: kind === "folder" ? 0 : Number(stat.size),
    modifiedAt: Number(stat.mtimeNs / 1_000_000n),
    version: versionOf(stat),
  };
}

/** Lists everything below `start` (a path in parts; empty: the root), nearer entries before deeper ones; follows no link. Paths are relative to `root`. */
export async function listTree(root: string, start: readonly Buffer[] = [], bounds = listBounds): Promise<Listing> {
  const files: FileEntry[] = [];
  const waiting: (readonly Buffer[])[] = [start];
  const waitingLast: (readonly Buffer[])[] = [];
  let truncated = false;
  for (let parts = waiting.shift(); parts !== undefined; parts = waiting.shift() ?? waitingLast.shift()) {
    if (parts.length - start.length >= bounds.maxDepth) {
      truncated = true;
      continue;
    }
    const room = bounds.maxEntries - files.length;
    if (room <= 0) return { files, truncated: true };
    const found = await listFolder(root, parts, room, parts.length === start.length);
    if (found.more) truncated = true;
    for (const { name, entry } of found.entries) {
      files.push(entry);
      if (entry.kind !== "folder") continue;
      const below = [...parts, name];
      if (crowded.has(decodeName(name)) || parts.some((part) => crowded.has(decodeName(part)))) waitingLast.push(below);
      else waiting.push(below);
    }
  }
  return { files, truncated };
}

interface Found {
  readonly entries: { name: Buffer; entry: FileEntry }[];
  readonly more: boolean;
}

async function listFolder(root: string, parts: readonly Buffer[], room: number, isStart: boolean): Promise<Found> {
  try {
    return await inFolder(root, parts, (folder) => readFolder(folder, parts, room));
  } catch (error) {
    // It went away, or became something else, since its parent was read.
    const gone = codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR" || codeOf(error) === "ELOOP";
    if (gone && !isStart) return { entries: [], more: false };
    throw error;
  }
}

async function readFolder(folder: Folder, parts: readonly Buffer[], room: number): Promise<Found> {
  const entries: Found["entries"] = [];
  const prefix = parts.length === 0 ? "" : `${parts.map(decodeName).join("/")}/`;
  for (const name of namesIn(folder, room + 1)) {
    if (entries.length === room) return { entries, more: true };
    const stat = folder.look(name);
    if (stat !== undefined) entries.push({ name, entry: entryOf(prefix + decodeName(name), stat) });
    if (entries.length % slice === 0) await setImmediate();
  }
  return { entries, more: false };
}

/** At most `limit` names of a folder, in the order of the disk. */
export function namesIn(folder: Folder, limit: number): Buffer[] {
  // Node's types know opendir's names as strings only; with this encoding they are bytes.
  const directory = opendirSync(folder.self, { encoding: "buffer" as BufferEncoding, bufferSize: 256 });
  const names: Buffer[] = [];
  try {
    for (let entry = directory.readSync(); entry !== null && names.length < limit; entry = directory.readSync()) {
      const name: unknown = entry.name;
      names.push(Buffer.isBuffer(name) ? name : Buffer.from(entry.name));
    }
  } finally {
    directory.closeSync();
  }
  return names;
}
