import { newId } from "#app/_server/new-id";
import type { ReachableSubmission } from "#app/_server/submissions/reachable-submission";
import type { Database } from "#prisma/client";
import { UserError } from "#shared/failures";

/**
 * A workspace of the reader's own that begins with what was handed in; the one there is when there is one already. Like a trial it
 * belongs to a version that no list and no student sees; a week after it was last opened it is removed.
 */
export async function makeCopy(db: Database, userId: string, submission: ReachableSubmission): Promise<string> {
  if (submission.course.archived)
    throw new UserError("refused", "This course is archived: submissions can be read, but not run.");
  return db.$transaction(async (tx) => {
    const known = await tx.workspace.findFirst({
      where: { ownerId: userId, version: { submissionId: submission.id } },
      select: { id: true },
    });
    if (known !== null) return known.id;
    const { id: experimentId } = submission.experiment;
    const version = await tx.experimentVersion.findUniqueOrThrow({
      where: { id: submission.versionId },
      include: { files: { where: { tree: "checks" } } },
    });
    const lowest = await tx.experimentVersion.aggregate({
      where: { experimentId, trial: true },
      _min: { number: true },
    });
    const { title, summary, compose, sheet, files } = version;
    const id = newId();
    await tx.experimentVersion.create({
      data: {
        ...{ experimentId, title, summary, compose, sheet, trial: true, submissionId: submission.id },
        // No draft has this hash: trying a draft never finds a copy.
        ...{ id: newId(), number: (lowest._min.number ?? 0) - 1, hash: `copy of ${submission.id}` },
        files: { create: files.map(({ tree, path, executable, content }) => ({ tree, path, executable, content })) },
        workspaces: { create: { id, ownerId: userId } },
      },
    });
    return id;
  });
}

/** Removes the reader's copy of a submission for good; that there is none is fine. */
export async function removeCopy(db: Database, userId: string, submissionId: string): Promise<void> {
  await removeCopies(db, { ownerId: userId, version: { submissionId } });
}

/** Removes the copies among these workspaces, with the versions that were made for them. */
export async function removeCopies(
  db: Pick<Database, "workspace" | "removedWorkspace" | "experimentVersion">,
  where: NonNullable<Parameters<Database["workspace"]["findMany"]>[0]>["where"] & object,
): Promise<void> {
  const rows = await db.workspace.findMany({
    where: { AND: [where, { version: { submissionId: { not: null } } }] },
    select: { id: true, versionId: true },
  });
  await db.removedWorkspace.createMany({ data: rows.map(({ id }) => ({ id })) });
  await db.experimentVersion.deleteMany({ where: { id: { in: rows.map(({ versionId }) => versionId) } } });
}
