import type { DataChunk, KeeperExit } from "#server/keeper/protocol";
import type { KeeperSession } from "#server/keeper/session";
import type { Log } from "#server/log";
import type { LogWriter } from "#server/logs/log-writer";
import { createAnnouncer } from "#server/runs/announcer";
import type { Run } from "#server/runs/runs";
import type { Pages } from "#server/sockets/hub";

/** Takes a program's output from its keeper into its log and to whoever watches. */
export interface RunOutput {
  /** Bytes of output so far. */
  readonly end: number;
  /** Follows the session from where the log ends, exactly; resolves with the ending when all output is written, rejects when the link breaks. */
  follow(session: KeeperSession): Promise<KeeperExit>;
  /** Resolves when everything that arrived is written. */
  flush(): Promise<void>;
  /** Writes what is left and gives the log back. */
  close(): Promise<void>;
}

/** A program may print this fast for as long as it likes; one that prints faster waits for us, so that it cannot take the whole server. */
const BYTES_PER_SECOND = 8 * 1024 * 1024;
/** And this much at once without waiting. */
const BURST_BYTES = 16 * 1024 * 1024;
/** Output under way from the keeper: fills a link, bounds what we hold in memory for one program. */
const WINDOW_BYTES = 256 * 1024;

/** The output of one run; owns `writer` from now on. */
export function createRunOutput(parts: { run: Run; writer: LogWriter; pages: Pages; log: Log }): RunOutput {
  const { run, writer, pages, log } = parts;
  const announcer = createAnnouncer(run, pages);
  let paidUntil = 0;
  let complained = false;

  /** Milliseconds to wait so that the rate is kept. */
  function debt(bytes: number): number {
    const now = performance.now();
    const burst = (BURST_BYTES / BYTES_PER_SECOND) * 1000;
    paidUntil = Math.max(paidUntil, now - burst) + (bytes / BYTES_PER_SECOND) * 1000;
    return paidUntil - now;
  }

  function take(session: KeeperSession, chunk: DataChunk): void {
    const stream = chunk.stream === 1 ? "stderr" : "stdout";
    const end = chunk.offset + chunk.bytes.length;
    const fresh = Math.max(0, writer.end - chunk.offset);
    if (fresh < chunk.bytes.length) {
      announcer.add({
        offset: chunk.offset + fresh,
        stream,
        time: chunk.time,
        bytes: new Uint8Array(chunk.bytes.subarray(fresh)),
      });
    }
    writer
      .append(stream, chunk.time, chunk.bytes, chunk.offset)
      .catch((error: unknown) => {
        // A full disk must not stop the program: its output is shown but not kept.
        if (!complained) log.error({ err: error, run: run.id }, "output could not be kept");
        complained = true;
      })
      .then(() => {
        const wait = debt(chunk.bytes.length);
        if (wait > 1) setTimeout(() => session.ack(end), wait);
        else session.ack(end);
      });
  }

  return {
    get end() {
      return writer.end;
    },
    async follow(session) {
      session.attach(
        { from: writer.end, window: WINDOW_BYTES, paced: true },
        { data: (chunk) => take(session, chunk) },
      );
      const exit = await session.exited;
      await writer.flush();
      announcer.flush();
      return exit;
    },
    flush: () => writer.flush(),
    async close() {
      announcer.flush();
      await writer.close();
    },
  };
}
