import type { Log } from "#server/log";

/**
 * Does some work again and again, `intervalMs` after it was done, until the returned function is called. What it throws is logged
 * under `sentence`, and the next round tries again. Keeps no process alive.
 */
export function repeat(work: () => Promise<void>, intervalMs: number, log: Log, sentence: string): () => void {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;

  function next(): void {
    if (isOver) return;
    timer = setTimeout(() => {
      work()
        .catch((error: unknown) => log.warn({ err: error }, sentence))
        .finally(next);
    }, intervalMs);
    timer.unref();
  }

  next();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
