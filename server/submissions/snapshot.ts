import { setTimeout } from "node:timers/promises";
import { copyFile } from "#server/artifacts/collect";
import type { ContentStore } from "#server/artifacts/content-store";
import { explaining } from "#server/files/file-failure";
import { openByPath } from "#server/files/file-read";
import { crowded, listTree } from "#server/files/tree-list";
import { partsOf } from "#server/files/walk";
import { UserError } from "#shared/failures";
import { type SubmittedFile, submissionBounds } from "#shared/submissions/submission";
import type { FileEntry } from "#shared/views";

/** A workspace's tree as the store of submissions has it. */
export interface Snapshot {
  readonly sha256: string;
  readonly bytes: number;
  readonly files: readonly SubmittedFile[];
}

/** What of a tree is handed in, and how much is not. */
export interface Harvest {
  /** Files and folders. */
  readonly entries: readonly FileEntry[];
  readonly files: readonly FileEntry[];
  readonly bytes: number;
  readonly leftOut: number;
}

/** As many as a zip takes: what is too much for a submission is to be counted, not cut off. */
const listed = { maxEntries: 50_000, maxDepth: 60 };
/** A program that writes all the time leaves no moment to be kept; one that has just ended leaves the next one. */
const attempts = 5;
/** The kernel's clock moves in steps of up to 10 ms: two changes within one step look like one. */
const clockStepMs = 20;

/** What of the tree below `root` would be handed in now. Throws UserError("limit") when it is too much. */
export async function harvest(root: string): Promise<Harvest> {
  const { files: all, truncated } = await explaining("The workspace", () => listTree(root, [], listed));
  const isOurs = ({ path, kind }: FileEntry) =>
    (kind === "file" || kind === "folder") && !path.split("/").some((part) => crowded.has(part));
  const entries = all.filter(isOurs);
  const files = entries.filter(({ kind }) => kind === "file");
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (truncated || files.length > submissionBounds.files || bytes > submissionBounds.bytes) {
    throw new UserError(
      "limit",
      "A submission holds at most 5,000 files and 64 MB. Remove what builds and programs have made, then hand in again.",
    );
  }
  const leftOut = all.filter((entry) => entry.kind !== "folder" && !isOurs(entry)).length;
  return { entries, files, bytes, leftOut };
}

/**
 * Copies the tree below `root` into the store: all of it as it was at one moment, or not at all. Follows no link. Throws
 * UserError("busy") when something writes all the time, "limit" when it is too much.
 */
export async function takeSnapshot(store: ContentStore, root: string): Promise<Snapshot> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const begun = Date.now();
    const before = await harvest(root);
    try {
      const content = await store.put("folder", async (tree) => {
        for (const entry of before.entries) {
          const target = partsOf(entry.path);
          if (entry.kind === "folder") await tree.folder(target);
          else {
            const file = await openByPath(root, entry.path);
            await copyFile(tree, target, (Number(file.stat.mode) & 0o111) !== 0, file);
          }
        }
        if (!isSame(before, await harvest(root), begun)) throw new TreeMoved();
      });
      const files = before.files.map(({ path, size }) => ({ path, size }));
      return { sha256: content.sha256, bytes: before.bytes, files };
    } catch (error) {
      // A file that went away or became a link while it was read is a change like any other.
      const gone = error instanceof UserError && (error.code === "unknown" || error.code === "refused");
      const moved = error instanceof TreeMoved || gone;
      if (!moved) throw error;
      await setTimeout(clockStepMs * attempt);
    }
  }
  throw new UserError(
    "busy",
    "Something writes into the files all the time, so there is no moment to keep. Stop what runs in the terminal, then hand in again.",
  );
}

/** The tree changed while it was copied. */
class TreeMoved extends Error {}

/** Whether nothing has changed between two looks, of which the first began at `begun`. */
function isSame(before: Harvest, after: Harvest, begun: number): boolean {
  if (before.entries.length !== after.entries.length) return false;
  const found = new Map(after.entries.map((entry) => [entry.path, entry]));
  const now = Date.now();
  return before.entries.every(({ path, kind, version, modifiedAt }) => {
    // What was changed just before the first look may have been changed again without a sign of it. A time to come is no such sign.
    const isTooFresh = modifiedAt >= begun - clockStepMs && modifiedAt <= now;
    const same = found.get(path);
    return same?.kind === kind && same.version === version && !isTooFresh;
  });
}
