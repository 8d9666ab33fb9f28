import type { Log } from "#server/log";

/** Half of the two seconds within which a lost right closes its sockets. */
const INTERVAL_MS = 1000;

/** Looks every second whether everybody who is connected may still be there: carries out each of `rounds`. Returns what stops it. */
export function watchRights(rounds: readonly (() => Promise<void>)[], log: Log): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  function next(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      Promise.all(rounds.map((round) => round()))
        // A database that is locked for a moment is no reason to throw everybody out; the next round asks again.
        .catch((error: unknown) => log.warn({ err: error }, "rights could not be checked"))
        .finally(next);
    }, INTERVAL_MS);
  }

  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
