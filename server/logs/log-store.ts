import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { decodeSegment } from "#server/logs/log-record";
import { createLogWriter, type LogWriter } from "#server/logs/log-writer";
import { isMissing, listSegments, segmentName } from "#server/logs/segments";
import type { WorkspaceId } from "#shared/ids";
import type { LogChunk, LogGap } from "#shared/views";

/** A stretch of a log. `next` is where to ask again, `first` the oldest byte still kept, `end` the byte after the newest; `gaps` are not kept. */
export interface LogPage {
  readonly chunks: LogChunk[];
  readonly gaps: LogGap[];
  readonly next: number;
  readonly end: number;
  readonly first: number;
}

/** The logs of one kind (runs, builds), one per workspace and id; a log that does not exist reads as empty. */
export interface LogStore {
  /** The log for appending, created when missing; what a crash tore off at its end is cut away. One writer per log at a time; the caller closes it. */
  open(workspace: WorkspaceId, id: string): Promise<LogWriter>;
  /** At most `maxBytes` of output from offset `from` on (from `first` when that is later). Safe beside a writer: `writer.flush()` first to see the newest. */
  read(workspace: WorkspaceId, id: string, from: number, maxBytes?: number): Promise<LogPage>;
  /** Removes one log; removing what is not there is fine. */
  remove(workspace: WorkspaceId, id: string): Promise<void>;
  /** Removes the logs of workspaces that do not exist any more. */
  sweep(known: () => Promise<ReadonlySet<WorkspaceId>>): Promise<void>;
}

/** Kept of a log's end: 16 MiB, about 200,000 lines; and a sixteenth of that of its beginning. What is between is dropped. */
const defaultKeptBytes = 16 * 1024 * 1024;
/** One answer carries at most 256 KiB: a quarter of what one socket.io message may be. */
const defaultPageBytes = 256 * 1024;
/** And at most so many pieces: a program that prints single bytes must not make an answer of a hundred thousand objects. */
const maxPageChunks = 4096;

/** A store below `<root>/<workspace>/<id>.log/`. `root` belongs to the server alone. */
export function createLogStore(options: { root: string; keptBytes?: number }): LogStore {
  const keptBytes = options.keptBytes ?? defaultKeptBytes;
  const folderOf = (workspace: WorkspaceId, id: string) => path.join(options.root, workspace, `${id}.log`);

  return {
    async open(workspace, id) {
      const folder = folderOf(workspace, id);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return createLogWriter(folder, keptBytes);
    },
    read: (workspace, id, from, maxBytes = defaultPageBytes) => readPage(folderOf(workspace, id), from, maxBytes),
    remove: (workspace, id) => rm(folderOf(workspace, id), { recursive: true, force: true }),
    async sweep(known) {
      // Listed first: a workspace that is made meanwhile is then among the known ones.
      const folders = await readdir(options.root).catch(() => []);
      const kept: ReadonlySet<string> = await known();
      for (const folder of folders) {
        if (!kept.has(folder)) await rm(path.join(options.root, folder), { recursive: true, force: true });
      }
    },
  };
}

async function readPage(folder: string, from: number, maxBytes: number): Promise<LogPage> {
  const starts = await listSegments(folder);
  const first = starts[0] ?? 0;
  const chunks: LogChunk[] = [];
  const gaps: LogGap[] = [];
  let wanted = Math.max(from, first);
  let left = maxBytes;
  let end = first;
  for (const [index, start] of starts.entries()) {
    const isLast = index === starts.length - 1;
    const following = starts[index + 1] ?? Number.POSITIVE_INFINITY;
    if (!isLast && (following <= wanted || left <= 0 || chunks.length >= maxPageChunks)) continue;
    const content = await readSegment(folder, start);
    if (content === undefined) continue;
    end = content.end;
    const isFull = () => left <= 0 || chunks.length >= maxPageChunks;
    if (start > wanted && !isFull()) {
      gaps.push({ from: wanted, to: start });
      wanted = start;
    }
    for (const chunk of content.chunks) {
      const chunkEnd = chunk.offset + chunk.bytes.length;
      if (chunkEnd <= wanted) continue;
      if (isFull()) break;
      const skip = Math.max(0, wanted - chunk.offset);
      const bytes = chunk.bytes.subarray(skip, skip + left);
      chunks.push({
        ...chunk,
        offset: chunk.offset + skip,
        bytes,
      });
      left -= bytes.length;
      wanted = chunk.offset + skip + bytes.length;
    }
  }
  return { chunks, gaps, next: Math.min(wanted, Math.max(end, first)), end, first };
}

async function readSegment(folder: string, start: number) {
  try {
    return decodeSegment(await readFile(path.join(folder, segmentName(start))), start);
  } catch (error) {
    // The writer drops its oldest segment while we read: that part is simply no longer kept.
    if (isMissing(error)) return undefined;
    throw error;
  }
}
