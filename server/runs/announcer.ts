import type { Run } from "#server/runs/runs";
import type { Pages } from "#server/sockets/hub";
import type { LogChunk } from "#shared/views";

/** Tells the pages of a workspace what a program prints, in few messages. */
export interface Announcer {
  add(chunk: LogChunk): void;
  /** Says what is still unsaid, now. */
  flush(): void;
}

/** About half a frame of a 60 Hz screen: nobody sees the delay, a thousand lines become one message. */
const COLLECT_MS = 8;
/** Enough for one message. */
const COLLECT_BYTES = 64 * 1024;
/** A page that has not read this much yet is left out; it sees the jump of the offsets and asks for the page of the log. */
const VIEWER_BYTES = 1024 * 1024;

/** Announces the output of one run as `console:output`. */
export function createAnnouncer(run: Run, pages: Pages): Announcer {
  let chunks: LogChunk[] = [];
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;
  let saidAt = 0;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    saidAt = performance.now();
    if (chunks.length === 0) return;
    const notice = { name: run.instance, run: run.id, chunks: merge(chunks) };
    chunks = [];
    bytes = 0;
    for (const viewer of pages.of(run.workspace)) {
      if (viewer.buffered() <= VIEWER_BYTES) viewer.send("console:output", notice);
    }
  }

  return {
    add(chunk) {
      if (pages.viewers(run.workspace) === 0) return;
      chunks.push(chunk);
      bytes += chunk.bytes.length;
      if (bytes >= COLLECT_BYTES) flush();
      // What comes after a silence, such as the answer to something typed, is said at once.
      else timer ??= setTimeout(flush, Math.max(0, saidAt + COLLECT_MS - performance.now()));
    },
    flush,
  };
}

/** Joins neighbours of one stream; each piece is an attachment of its own in the message. */
export function merge(chunks: readonly LogChunk[]): LogChunk[] {
  const merged: LogChunk[] = [];
  let group: LogChunk[] = [];
  const close = () => {
    const [first] = group;
    if (first !== undefined)
      merged.push({ ...first, bytes: new Uint8Array(Buffer.concat(group.map((chunk) => chunk.bytes))) });
    group = [];
  };
  for (const chunk of chunks) {
    const last = group.at(-1);
    const joins =
      last !== undefined && last.stream === chunk.stream && last.offset + last.bytes.length === chunk.offset;
    if (!joins) close();
    group.push(chunk);
  }
  close();
  return merged;
}
