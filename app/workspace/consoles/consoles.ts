import { createStore, type StoreApi } from "zustand/vanilla";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { Connection } from "#app/workspace/connection/connection";
import { RunLog } from "#app/workspace/consoles/run-log";
import { leftOut } from "#app/workspace/output/left-out";
import type { InstanceName, RunId } from "#shared/ids";
import { withGapsMarked } from "#shared/left-out";
import type { LogChunk } from "#shared/views";

/** The console of one run on this page. */
export interface Console {
  readonly run: RunId;
  readonly log: RunLog;
  /** Whether the beginning is still being fetched, and why it could not be. */
  readonly loading: StoreApi<{ readonly busy: boolean; readonly failure: string | null }>;
  /** Bytes at the beginning that are not kept. */
  readonly skipped: () => number;
  reload(): void;
}

/** The consoles that somebody looks at on this page: fetched once, then live, and exact over reconnections. */
export interface Consoles {
  /** The console of a run. Fetching begins with the first call. */
  of(name: InstanceName, run: RunId): Console;
  /** Types at a program; false when the connection is lost, then nothing was sent. */
  type(name: InstanceName, run: RunId, text: string): boolean;
  /** Closes the program's input (Ctrl-D). */
  end(run: RunId): boolean;
  dispose(): void;
}

/** Largest piece of input in one signal: `maxInputBytes` of the catalogue, which would bring zod into the page. */
const pieceBytes = 16 * 1024;

interface Follower extends Console {
  take(chunks: readonly LogChunk[]): void;
}

/** Consoles over a connection. */
export function createConsoles(connection: Connection): Consoles {
  const known = new Map<RunId, Follower>();
  const ends = [
    connection.on("console:output", ({ run, chunks }) => known.get(run)?.take(chunks)),
    connection.onOnline(() => {
      for (const one of known.values()) one.reload();
    }),
  ];
  return {
    of(name, run) {
      const kept = known.get(run);
      if (kept !== undefined) return kept;
      const follower = follow(connection, name, run);
      known.set(run, follower);
      follower.reload();
      return follower;
    },
    type(name, run, text) {
      const bytes = new TextEncoder().encode(text);
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        if (!connection.signal("console:input", { run, bytes: bytes.slice(at, at + pieceBytes) })) return false;
      }
      const echoed = text.endsWith("\n") ? text.slice(0, -1) : text;
      for (const line of echoed.split("\n")) this.of(name, run).log.echo(line, Date.now());
      return true;
    },
    end: (run) => connection.signal("console:end", { run }),
    dispose() {
      for (const end of ends) end();
    },
  };
}

/**
 * Keeps a log exact: pages are fetched from where it ends until nothing is missing; what arrives meanwhile waits, and whenever
 * something arrives that does not fit, the pages between are fetched.
 */
function follow(connection: Connection, name: InstanceName, run: RunId): Follower {
  const log = new RunLog(0, name);
  const loading = createStore(() => ({ busy: false, failure: null as string | null }));
  let first = 0;
  let waiting: LogChunk[] = [];

  async function fetchPages(): Promise<void> {
    for (;;) {
      const page = await connection.call("console:log", { run, from: log.end });
      if (page.first > log.end) first = page.first;
      log.skipTo(page.first);
      const before = log.end;
      for (const chunk of withGapsMarked(page, leftOut)) {
        log.skipTo(chunk.offset);
        log.take(chunk);
      }
      if (page.next >= page.end || log.end === before) break;
    }
    for (const chunk of waiting) if (!log.take(chunk)) return fetchAgain();
    waiting = [];
  }

  async function fetchAgain(): Promise<void> {
    waiting = [];
    await fetchPages();
  }

  function reload(): void {
    if (loading.getState().busy) return;
    loading.setState({ busy: true, failure: null });
    fetchPages().then(
      () => loading.setState({ busy: false }),
      (error: unknown) => loading.setState({ busy: false, failure: sentenceOf(error) }),
    );
  }

  return {
    run,
    log,
    loading,
    skipped: () => first,
    reload,
    take(chunks) {
      for (const chunk of chunks) {
        if (loading.getState().busy) waiting.push(chunk);
        else if (!log.take(chunk)) {
          waiting.push(chunk);
          reload();
        }
      }
    },
  };
}
