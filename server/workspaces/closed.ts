import type { Database } from "#prisma/client";
import type { Machine } from "#server/machines/machine";
import { isCleanCopy } from "#server/workspaces/clean-copy-id";
import type { Suspension } from "#server/workspaces/suspension";
import { WorkspaceId } from "#shared/ids";

interface ClosedParts {
  readonly database: Database;
  readonly running: () => readonly Pick<Machine, "key">[];
  readonly suspension: Suspension;
}

/** Suspends what runs in archived courses, and in workspaces whose owner has left the course. */
export async function suspendClosed({ database, running, suspension }: ClosedParts): Promise<void> {
  const up = [...new Set(running().map(({ key }) => key.workspace))];
  if (up.length === 0) return;
  for (const workspace of await closedAmong(database, up)) await suspension.suspend(workspace);
}

/** The workspaces among these in which nothing may run. */
async function closedAmong(database: Database, up: readonly WorkspaceId[]): Promise<WorkspaceId[]> {
  const rows = await database.workspace.findMany({
    where: { id: { in: [...up] } },
    select: {
      id: true,
      owner: { select: { memberships: { select: { courseId: true } } } },
      version: { select: { experiment: { select: { course: { select: { id: true, state: true } } } } } },
    },
  });
  return rows
    .filter(({ id, owner, version }) => {
      const { id: course, state } = version.experiment.course;
      // A clean copy has no owner in the course; the check that made it removes it.
      return (
        state === "archived" || (!isCleanCopy(id) && !owner.memberships.some(({ courseId }) => courseId === course))
      );
    })
    .map(({ id }) => WorkspaceId.parse(id));
}
