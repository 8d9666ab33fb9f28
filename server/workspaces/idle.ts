import type { Machine } from "#server/machines/machine";
import type { Pages } from "#server/sockets/hub";
import type { Suspension } from "#server/workspaces/suspension";
import type { WorkspaceId } from "#shared/ids";
import type { NoticeName } from "#shared/socket/catalogue";

interface IdleParts {
  /** Milliseconds without activity after which a workspace is suspended; 0 never. */
  readonly idleMs: number;
  readonly running: () => readonly Pick<Machine, "key">[];
  /** Whether a program of the workspace runs: what runs is wanted, however quiet it is. */
  readonly hasPrograms: (workspace: WorkspaceId) => boolean;
  readonly pages: Pick<Pages, "publish" | "tap">;
  readonly suspension: Suspension;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Suspends workspaces in which nothing happens any more, after a warning; nothing is ever deleted. */
export interface Idle {
  /** Somebody does something in the workspace: types, opens it, or asks to keep it. */
  active(workspace: WorkspaceId): void;
  /** Looks at every workspace that has machines. */
  round(): Promise<void>;
  dispose(): void;
}

/** Time to see the warning and to keep the workspace; shorter when the whole patience is. */
const warningMs = 10 * 60 * 1000;

/** What happens in a workspace without anybody's typing, and is still somebody's doing. */
const doings: ReadonlySet<NoticeName> = new Set(["files:changed", "build:changed", "build:output", "instance:changed"]);

/** Watches for idle workspaces; who has not been seen before counts from the first look on. */
export function createIdle({ idleMs, running, hasPrograms, pages, suspension, now = Date.now }: IdleParts): Idle {
  const activeAt = new Map<WorkspaceId, number>();
  const warned = new Set<WorkspaceId>();

  function active(workspace: WorkspaceId): void {
    activeAt.set(workspace, now());
    if (warned.delete(workspace)) pages.publish(workspace, "workspace:idle", { suspendAt: null });
  }

  const untap = pages.tap((workspace, { name }) => {
    if (doings.has(name)) active(workspace);
  });

  async function look(workspace: WorkspaceId): Promise<void> {
    if (hasPrograms(workspace) || !activeAt.has(workspace)) active(workspace);
    const suspendAt = (activeAt.get(workspace) ?? now()) + idleMs;
    if (now() >= suspendAt) {
      await suspension.suspend(workspace);
      activeAt.delete(workspace);
      warned.delete(workspace);
      pages.publish(workspace, "workspace:idle", { suspendAt: null });
    } else if (now() >= suspendAt - Math.min(warningMs, idleMs / 2) && !warned.has(workspace)) {
      warned.add(workspace);
      pages.publish(workspace, "workspace:idle", { suspendAt });
    }
  }

  return {
    active,
    async round() {
      if (idleMs === 0) return;
      const up = new Set(running().map(({ key }) => key.workspace));
      for (const workspace of activeAt.keys()) if (!up.has(workspace)) activeAt.delete(workspace);
      for (const workspace of up) await look(workspace);
    },
    dispose: untap,
  };
}
