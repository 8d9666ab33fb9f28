import type { Log } from "#server/log";

/** The making of truth at start: what runs and what should are brought together. */
export interface Reconciliation {
  /** Resolves when it has succeeded once. Never rejects. */
  readonly done: Promise<void>;
  /** Gives up trying. */
  stop(): void;
}

/** An engine that is being restarted is back within seconds. */
const RETRY_MS = 3000;

/** Does the work now and, while it fails, again every three seconds. */
export function createReconciliation(work: () => Promise<void>, log: Log): Reconciliation {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const done = new Promise<void>((resolve) => {
    async function attempt(): Promise<void> {
      const begun = performance.now();
      try {
        await work();
        log.info({ ms: Math.round(performance.now() - begun) }, "reconciled with the engine");
        resolve();
      } catch (error) {
        log.error({ err: error }, "the engine could not be reconciled; trying again");
        if (!stopped) timer = setTimeout(() => void attempt(), RETRY_MS);
      }
    }
    void attempt();
  });
  return {
    done,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
