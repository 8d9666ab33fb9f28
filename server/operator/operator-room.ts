import type { Audit } from "#server/audit/audit";
import { type Log, logReference } from "#server/log";
import type { ImageRoom } from "#server/operator/image-room";
import type { QuotaKeeper } from "#server/quotas/quotas";
import type { Suspension } from "#server/workspaces/suspension";
import { unknownThing } from "#shared/failures";
import type { NamedPerson } from "#shared/help";
import type { WorkspaceId } from "#shared/ids";
import type { OperatorImage, OperatorSnapshot, Quotas } from "#shared/operator";

/** What operators see and do. */
export interface OperatorRoom {
  /** Tells newer snapshots until the returned function is called. */
  listen(listener: (snapshot: OperatorSnapshot) => void): () => void;
  open(): Promise<OperatorSnapshot>;
  /** Stops everything of a workspace; its owner can read who did. */
  stop(by: NamedPerson, workspace: WorkspaceId): Promise<void>;
  setQuotas(quotas: Quotas): Promise<Quotas>;
  images(): Promise<OperatorImage[]>;
  removeImages(by: NamedPerson, ids: readonly string[]): Promise<{ images: OperatorImage[]; freed: number }>;
  dispose(): void;
}

interface OperatorRoomParts {
  readonly measure: () => Promise<OperatorSnapshot>;
  readonly suspension: Suspension;
  readonly known: () => Promise<ReadonlySet<WorkspaceId>>;
  readonly audit: Pick<Audit, "write">;
  readonly quotas: Pick<QuotaKeeper, "write">;
  readonly imageRoom: ImageRoom;
  readonly log: Log;
}

/** Between two measurements while somebody looks: a hundred machines cost the engine a second of work. */
const INTERVAL_MS = 2000;

/** The operators' room; measures only while somebody listens. */
export function createOperatorRoom(parts: OperatorRoomParts): OperatorRoom {
  const { measure, suspension, known, audit, quotas, imageRoom, log } = parts;
  const listeners = new Set<(snapshot: OperatorSnapshot) => void>();
  let measuring: Promise<OperatorSnapshot> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function measureOnce(): Promise<OperatorSnapshot> {
    measuring ??= measure().finally(() => {
      measuring = undefined;
    });
    return measuring;
  }

  function next(): void {
    clearTimeout(timer);
    timer = undefined;
    if (listeners.size === 0) return;
    timer = setTimeout(() => {
      measureOnce()
        .then((snapshot) => {
          for (const listener of listeners) listener(snapshot);
        })
        .catch((error: unknown) => log.warn({ err: error }, "consumption could not be measured"))
        .finally(next);
    }, INTERVAL_MS);
    timer.unref();
  }

  return {
    listen(listener) {
      listeners.add(listener);
      if (timer === undefined) next();
      return () => void listeners.delete(listener);
    },
    open: measureOnce,
    async stop(by, workspace) {
      if (!(await known()).has(workspace)) throw unknownThing();
      // Written down before it is done: what happened to a student's programs is never without a name.
      await audit.write(workspace, { kind: "machines.stopped", by });
      await suspension.suspend(workspace);
    },
    async setQuotas(wanted) {
      await quotas.write(wanted);
      return wanted;
    },
    images: imageRoom.list,
    async removeImages(by, ids) {
      const freed = await imageRoom.remove(ids);
      log.info({ user: by.user, ids, freed }, "images were removed");
      return { images: await imageRoom.list(), freed };
    },
    dispose() {
      listeners.clear();
      clearTimeout(timer);
      timer = undefined;
      measuring?.catch((error: unknown) => logReference(log, error, { operator: "measure" }));
    },
  };
}
