import type { DataChunk, KeeperExit } from "#server/keeper/protocol";
import type { KeeperSession } from "#server/keeper/session";
import type { LogWriter } from "#server/logs/log-writer";
import { merge } from "#server/runs/announcer";
import type { Pages } from "#server/sockets/hub";
import type { BuildId, WorkspaceId } from "#shared/ids";
import type { LogChunk } from "#shared/views";

/** A message every 40 ms: output flows, and a compiler's thousand lines are a few messages. */
const collectMs = 40;
const collectBytes = 64 * 1024;
/** A page that has not read this much yet is left out; it sees the jump of the offsets and asks for the log. */
const viewerBytes = 1024 * 1024;
/** Output under way from the keeper: what we hold in memory for one build. */
const windowBytes = 256 * 1024;

/** Where a build's output goes. */
export interface BuildTold {
  readonly workspace: WorkspaceId;
  readonly id: BuildId;
  readonly writer: LogWriter;
  readonly pages: Pick<Pages, "of">;
}

/** Adds lines of the server's own to a build's output, between its programs. */
export function sayInBuild(told: BuildTold, text: string): void {
  const chunk = { offset: told.writer.end, stream: "stdout" as const, time: Date.now(), bytes: Buffer.from(text) };
  told.writer.append(chunk.stream, chunk.time, chunk.bytes).catch(() => undefined);
  tell(told, [{ ...chunk, bytes: new Uint8Array(chunk.bytes) }]);
}

function tell({ workspace, id, pages }: BuildTold, chunks: LogChunk[]): void {
  for (const viewer of pages.of(workspace)) {
    if (viewer.buffered() <= viewerBytes) viewer.send("build:output", { id, chunks });
  }
}

/** Takes a build's output into its log and to whoever watches, from where the log ends. Resolves when the program has ended and all of it is written; rejects when the link breaks. */
export async function followBuild(
  parts: BuildTold & {
    /** Where in the build's output this program's begins; 0 when it is the only one. */
    readonly begin?: number;
  },
  session: KeeperSession,
): Promise<KeeperExit> {
  const { writer, begin = 0 } = parts;
  let chunks: LogChunk[] = [];
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (chunks.length === 0) return;
    tell(parts, merge(chunks));
    chunks = [];
    bytes = 0;
  }

  function take(chunk: DataChunk): void {
    const stream = chunk.stream === 1 ? "stderr" : "stdout";
    const offset = begin + chunk.offset;
    const known = Math.max(0, writer.end - offset);
    if (known < chunk.bytes.length) {
      const fresh = new Uint8Array(chunk.bytes.subarray(known));
      chunks.push({ offset: offset + known, stream, time: chunk.time, bytes: fresh });
      bytes += fresh.length;
      if (bytes >= collectBytes) flush();
      else timer ??= setTimeout(flush, collectMs);
    }
    // A log that cannot be written must not stop the build: what is shown is shown.
    const written = writer.append(stream, chunk.time, chunk.bytes, offset).catch(() => undefined);
    written.then(() => session.ack(chunk.offset + chunk.bytes.length));
  }

  try {
    session.attach({ from: writer.end - begin, window: windowBytes, paced: true }, { data: take });
    const exit = await session.exited;
    await writer.flush().catch(() => undefined);
    return exit;
  } finally {
    flush();
  }
}
