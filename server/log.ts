import { randomBytes } from "node:crypto";
import { type Logger, pino } from "pino";

/** Where the server says what happened to it; never holds tickets, file contents or terminal bytes. */
export type Log = Logger;

/** A log that writes one JSON object per line to standard output. */
export function createLog(level: string): Log {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
}

/** Logs an error of ours once and returns the reference under which it can be found. */
export function logReference(log: Log, error: unknown, context: Readonly<Record<string, unknown>>): string {
  const reference = randomBytes(5).toString("hex");
  log.error({ err: error, reference, ...context }, "unexpected error");
  return reference;
}
