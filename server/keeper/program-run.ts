import type { OpenProgram } from "#server/keeper/program";
import type { KeeperExit } from "#server/keeper/protocol";
import type { KeeperSession } from "#server/keeper/session";

/** A short command. Output beyond `maxBytes` (both streams together, 1 MiB by default) is read and dropped. */
export type ProgramRun = {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: Uint8Array;
  readonly timeoutMs: number;
  readonly maxBytes?: number;
  readonly nice?: number;
  readonly abort?: AbortSignal;
};

/** `code` is null when a signal ended it; `timedOut` covers the time limit, an abort looks like signal 9. */
export type ProgramResult = {
  readonly code: number | null;
  readonly signal: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly timedOut: boolean;
  readonly truncated: boolean;
};

/** Enough for the tables of any diagnostic command. */
const DEFAULT_MAX_BYTES = 1024 * 1024;

/** Runs to the end, to the time limit or to the abort; leaves no process and no session behind, also when the link ends. */
export async function runProgram(
  open: (program: OpenProgram) => Promise<KeeperSession>,
  run: ProgramRun,
): Promise<ProgramResult> {
  const session = await open({ ...programOf(run), kind: "pipes", hold: true, leased: true });
  const collected = collect(session, run.maxBytes ?? DEFAULT_MAX_BYTES);
  let timedOut = false;
  const stop = (): void => void session.close().catch(() => undefined);
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, run.timeoutMs);
  run.abort?.addEventListener("abort", stop, { once: true });
  if (run.abort?.aborted) stop();
  feed(session, run.input);
  try {
    const exit = await session.exited;
    return { ...endingOf(exit), ...collected.result(), timedOut };
  } finally {
    clearTimeout(timer);
    run.abort?.removeEventListener("abort", stop);
    stop();
  }
}

function programOf({ argv, env, cwd, nice }: ProgramRun): Omit<OpenProgram, "kind"> {
  return {
    argv,
    ...(env && { env }),
    ...(cwd !== undefined && { cwd }),
    ...(nice !== undefined && { nice }),
  };
}

function feed(session: KeeperSession, input: Uint8Array | undefined): void {
  // A program that does not read its input to the end is not an error.
  if (input) session.write(input).catch(() => undefined);
  session.eof().catch(() => undefined);
}

function endingOf({ ending }: KeeperExit): {
  code: number | null;
  signal: number | null;
} {
  return {
    code: ending.by === "code" ? ending.code : null,
    signal: ending.by === "signal" ? ending.signal : null,
  };
}

function collect(session: KeeperSession, maxBytes: number) {
  const streams: [Buffer[], Buffer[]] = [[], []];
  let left = maxBytes;
  let truncated = false;
  session.attach(
    { paced: true },
    {
      data({ offset, stream, bytes }) {
        const kept = bytes.subarray(0, left);
        left -= kept.length;
        truncated ||= kept.length < bytes.length;
        if (kept.length > 0) streams[stream].push(kept);
        session.ack(offset + bytes.length);
      },
    },
  );
  return {
    result: () => ({
      stdout: Buffer.concat(streams[0]),
      stderr: Buffer.concat(streams[1]),
      truncated,
    }),
  };
}
