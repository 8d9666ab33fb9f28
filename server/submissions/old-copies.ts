import type { Database } from "#prisma/client";
import { WorkspaceId } from "#shared/ids";

/** A copy for running a submission again is for one sitting; whoever needs it later makes another. */
const keptMs = 7 * 24 * 3600 * 1000;

/** Marks copies of submissions for removal that nobody has opened for a week. `isOpen`: a page shows it now. */
export async function removeOldCopies(
  database: Database,
  isOpen: (workspace: WorkspaceId) => boolean,
  now: number,
): Promise<void> {
  const old = await database.workspace.findMany({
    where: { version: { submissionId: { not: null } }, openedAt: { lt: new Date(now - keptMs) } },
    select: { id: true, versionId: true },
  });
  const gone = old.filter(({ id }) => !isOpen(WorkspaceId.parse(id)));
  if (gone.length === 0) return;
  await database.$transaction([
    database.removedWorkspace.createMany({ data: gone.map(({ id }) => ({ id })) }),
    database.experimentVersion.deleteMany({ where: { id: { in: gone.map(({ versionId }) => versionId) } } }),
  ]);
}
