import { createHash } from "node:crypto";
import { readBytes, withFile } from "#server/files/file-read";
import type { Listing } from "#server/files/tree-list";
import { UserError } from "#shared/failures";
import type { FileEntry } from "#shared/views";

/** Folders and files that tools make, wherever they are: they are results, not sources. */
const made =
  /(^|\/)(build|dist|out|target|node_modules|\.git|__pycache__|\.venv|\.cache|\.gradle|\.pytest_cache)(\/|$)|\.(class|o|pyc|swp|log)$|~$/;
/** Larger files count by size and time instead of by content. */
const maxHashedBytes = 2 * 1024 * 1024;

/** Whether a path is something that a student wrote. `results`: the experiment's artifact paths. */
export function isSource(path: string, results: readonly string[]): boolean {
  return !made.test(path) && !results.some((result) => path === result || path.startsWith(`${result}/`));
}

/** Tells whether sources changed, by content: what is undone is unchanged again. */
export interface SourceState {
  /** A hash over names and contents of a tree's sources. Reads only files that changed since the last call. */
  hash(listing: Listing, results: readonly string[]): Promise<string>;
}

/** The state of one workspace's sources; remembers the hash of each file by its version. */
export function createSourceState(root: string): SourceState {
  let known = new Map<string, { version: string; hash: string }>();

  async function hashOf(entry: FileEntry): Promise<string> {
    const before = known.get(entry.path);
    if (before?.version === entry.version) return before.hash;
    if (entry.kind !== "file" || entry.size > maxHashedBytes) return `${entry.kind} ${entry.version}`;
    try {
      return await withFile(root, entry.path, async ({ handle }) => {
        const bytes = await readBytes(handle, 0, entry.size);
        return createHash("sha256").update(bytes).digest("hex");
      });
    } catch (error) {
      // Gone since it was listed: the next listing says so.
      if (error instanceof UserError) return `gone ${entry.version}`;
      throw error;
    }
  }

  return {
    async hash(listing, results) {
      const sources = listing.files.filter((entry) => entry.kind !== "folder" && isSource(entry.path, results));
      sources.sort((a, b) => (a.path < b.path ? -1 : 1));
      const fresh = new Map<string, { version: string; hash: string }>();
      const whole = createHash("sha256");
      for (const entry of sources) {
        const hash = await hashOf(entry);
        fresh.set(entry.path, { version: entry.version, hash });
        whole.update(`${JSON.stringify(entry.path)} ${hash}\n`);
      }
      known = fresh;
      return whole.digest("hex");
    },
  };
}
