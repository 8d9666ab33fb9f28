import type { AuthoredExperiment } from "#app/_server/experiments/authored-experiment";
import type { Database } from "#prisma/client";
import { UserError } from "#shared/failures";

/**
 * Deletes an experiment that was never published, with its draft and everybody's trials of it. Throws UserError `refused` for one that
 * students have seen: hidden it harms nobody, and what they did with it stays.
 */
export async function deleteExperiment(db: Database, { id }: AuthoredExperiment): Promise<void> {
  await db.$transaction(async (tx) => {
    const published = await tx.experimentVersion.count({ where: { experimentId: id, trial: false } });
    if (published > 0)
      throw new UserError(
        "refused",
        "This experiment was published: what students did with it stays. Hide it instead.",
      );
    const trials = await tx.workspace.findMany({ where: { version: { experimentId: id } }, select: { id: true } });
    const ids = trials.map((one) => one.id);
    await tx.removedWorkspace.createMany({ data: ids.map((one) => ({ id: one })) });
    await tx.event.deleteMany({ where: { workspaceId: { in: ids } } });
    await tx.experiment.delete({ where: { id } });
  });
}
