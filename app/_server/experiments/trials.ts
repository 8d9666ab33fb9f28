import type { AuthoredExperiment } from "#app/_server/experiments/authored-experiment";
import { openDraft } from "#app/_server/experiments/drafts";
import { versionOfContent } from "#app/_server/experiments/experiment-content";
import { readable, versionRow } from "#app/_server/experiments/publishing";
import { newId } from "#app/_server/new-id";
import { mayStart } from "#app/_server/policies/experiment";
import type { Database } from "#prisma/client";
import { UserError } from "#shared/failures";

/**
 * The author's workspace of the draft as it is now, as a student would get it; the one there is as long as the draft has not
 * changed. It belongs to a version that no list and no student sees. Throws UserError `refused` with the first problem.
 */
export async function startTrial(db: Database, experiment: AuthoredExperiment, userId: string): Promise<string> {
  if (!mayStart("lecturer", experiment.course.state, "draft"))
    throw new UserError("refused", "This course is archived: its drafts can be written, but not tried.");
  const draft = await openDraft(db, experiment.id);
  const parsed = readable(draft.files);
  const content = versionOfContent(draft.files);
  return db.$transaction(async (tx) => {
    const trials = { experimentId: experiment.id, trial: true };
    const known = await tx.experimentVersion.findFirst({ where: { ...trials, hash: content.hash } });
    const lowest = await tx.experimentVersion.aggregate({ where: trials, _min: { number: true } });
    const version =
      known ??
      (await tx.experimentVersion.create({
        data: { ...versionRow(experiment.id, (lowest._min.number ?? 0) - 1, parsed, content), trial: true },
      }));
    const mine = { ownerId: userId, versionId: version.id };
    const { id } = await tx.workspace.upsert({
      where: { ownerId_versionId: mine },
      create: { id: newId(), ...mine },
      update: {},
    });
    return id;
  });
}
