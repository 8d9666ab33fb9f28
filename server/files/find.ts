import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { z } from "zod";
import { isText, readBytes, withFile } from "#server/files/file-read";
import { isSource } from "#server/files/source-state";
import type { Listing } from "#server/files/tree-list";
import { UserError } from "#shared/failures";
import type { FindQuery, FindResult } from "#shared/socket/catalogue";

type Query = z.output<typeof FindQuery>;

/** Matches in one answer: more than anybody reads. */
const maxMatches = 2000;
/** Characters of a line that are shown around a match. */
const previewLength = 200;
/** Files above this are data, not sources. */
const maxFileBytes = 1024 * 1024;
/** A search answers within this time with what it has. */
const totalMs = 8000;
/** A pattern that needs longer than this for one file of at most 1 MiB never ends. */
const fileMs = 1500;
const skipped = /(^|\/)(node_modules|\.git|__pycache__|\.venv)(\/|$)/;

/** What one wrote before what builds made: a hit in a result is edited in vain. */
function sourcesFirst({ files }: Listing): Listing["files"] {
  return [...files.filter(({ path }) => isSource(path, [])), ...files.filter(({ path }) => !isSource(path, []))];
}

/** Searches the listed files' texts. The pattern runs in a thread of its own and is ended when it takes too long. */
export async function findInFiles(root: string, listing: Listing, query: Query): Promise<FindResult> {
  const deadline = Date.now() + totalMs;
  const worker = new Worker(new URL("./find-worker.mjs", import.meta.url), {
    workerData: { ...patternOf(query), maxMatches, previewLength },
    resourceLimits: { maxOldGenerationSizeMb: 64 },
  });
  const result: FindResult = { matches: [], truncated: listing.truncated };
  try {
    for (const { path, kind, size } of sourcesFirst(listing)) {
      if (kind !== "file" || size > maxFileBytes || skipped.test(path)) continue;
      const room = maxMatches - result.matches.length;
      if (room <= 0 || Date.now() > deadline) return { ...result, truncated: true };
      const text = await textOf(root, path);
      if (text === undefined) continue;
      for (const match of await search(worker, text, room)) result.matches.push({ path, ...match });
    }
    return result;
  } finally {
    await worker.terminate();
  }
}

function patternOf(query: Query): { source: string; flags: string } {
  const literal = query.regex ? query.text : query.text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const source = query.wholeWord ? `(?<![\\p{L}\\p{N}_])(?:${literal})(?![\\p{L}\\p{N}_])` : literal;
  const flags = query.caseSensitive ? "gu" : "giu";
  try {
    new RegExp(source, flags);
    return { source, flags };
  } catch (error) {
    throw new UserError(
      "invalid",
      `This is not a regular expression: ${error instanceof Error ? reasonOf(error) : "unknown error"}.`,
    );
  }
}

/** The engine's message repeats the pattern with flags that nobody typed; what is wrong stands at its end. */
function reasonOf(error: Error): string {
  const reason = error.message.split(": ").at(-1) ?? error.message;
  return reason.charAt(0).toLowerCase() + reason.slice(1);
}

async function textOf(root: string, path: string): Promise<string | undefined> {
  try {
    return await withFile(root, path, async ({ handle, stat }) => {
      if (Number(stat.size) > maxFileBytes) return undefined;
      const bytes = await readBytes(handle, 0, Number(stat.size));
      return isText(bytes) ? bytes.toString("utf8") : undefined;
    });
  } catch (error) {
    // Gone or replaced since it was listed.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function search(
  worker: Worker,
  text: string,
  room: number,
): Promise<Omit<FindResult["matches"][number], "path">[]> {
  worker.postMessage({ text, room });
  const limit = AbortSignal.timeout(fileMs);
  try {
    const [matches] = await once(worker, "message", { signal: limit });
    return matches;
  } catch (error) {
    if (!limit.aborted) throw error;
    throw new UserError(
      "limit",
      "This pattern takes too long. Make it simpler, for instance without one repetition inside another.",
    );
  }
}
