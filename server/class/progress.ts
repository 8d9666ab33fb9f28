import type { Database } from "#prisma/client";
import type { Log } from "#server/log";
import type { WorkspaceId } from "#shared/ids";

/** When work was last saved in a workspace; builds, deployments and starts have times of their own in the database. */
export interface Progress {
  /** Something was saved now. */
  made(workspace: WorkspaceId): void;
  /** The last save that this server saw. */
  of(workspace: WorkspaceId): number | undefined;
  onMade(listener: (workspace: WorkspaceId, at: number) => void): () => void;
  /** Writes down what is not yet written. */
  close(): Promise<void>;
}

/** How long a save may wait to be remembered: typing saves every second, a class page counts minutes. */
const WRITE_MS = 15_000;

/** Remembers saves in the database, at most every 15 s per workspace. */
export function createProgress(database: Database, log: Log): Progress {
  const times = new Map<WorkspaceId, number>();
  const timers = new Map<WorkspaceId, NodeJS.Timeout>();
  const listeners = new Set<(workspace: WorkspaceId, at: number) => void>();

  async function write(id: WorkspaceId): Promise<void> {
    clearTimeout(timers.get(id));
    timers.delete(id);
    const at = times.get(id);
    if (at === undefined) return;
    await database.workspace
      .updateMany({ where: { id }, data: { progressAt: new Date(at) } })
      .catch((error: unknown) => log.warn({ err: error, workspace: id }, "progress could not be remembered"));
  }

  return {
    made(workspace) {
      const at = Date.now();
      times.set(workspace, at);
      if (!timers.has(workspace)) {
        const timer = setTimeout(() => void write(workspace), WRITE_MS);
        timer.unref();
        timers.set(workspace, timer);
      }
      for (const listener of listeners) listener(workspace, at);
    },
    of: (workspace) => times.get(workspace),
    onMade(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await Promise.all([...timers.keys()].map(write));
    },
  };
}
