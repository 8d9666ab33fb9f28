import type { CurrentUser } from "#app/_server/auth/current-user";
import { presentResult } from "#app/_server/submissions/review";
import type { Database } from "#prisma/client";
import { UserError } from "#shared/failures";
import { feedbackBounds, ReleaseWish, type ResultView, ResultWish } from "#shared/submissions/feedback";

/** Gives a submission its result. Throws UserError `conflict` when somebody else has changed it since it was seen. */
export async function setResult(
  db: Database,
  user: CurrentUser,
  submissionId: string,
  posted: unknown,
): Promise<ResultView> {
  const wish = ResultWish.safeParse(posted);
  if (!wish.success)
    throw new UserError(
      "invalid",
      `Points are numbers from 0 to ${feedbackBounds.points}, the text has at most ${feedbackBounds.result} characters.`,
    );
  const { revision, ...result } = wish.data;
  const data = { ...result, byId: user.id, byName: user.name, changedAt: new Date() };
  return db.$transaction(async (tx) => {
    const before = await tx.submissionReview.findUnique({ where: { submissionId } });
    if ((before?.revision ?? 0) !== revision)
      throw new UserError(
        "conflict",
        `${before?.byName ?? "Somebody"} has changed the result meanwhile. Look at it, then change it again.`,
      );
    const next = { ...data, revision: revision + 1 };
    const row = await tx.submissionReview.upsert({
      where: { submissionId },
      create: { submissionId, ...next },
      update: next,
    });
    return presentResult(row);
  });
}

/** Shows result and feedback to the student all at once, or hides them again. */
export async function setReleased(
  db: Database,
  user: CurrentUser,
  submissionId: string,
  posted: unknown,
): Promise<ResultView> {
  const wish = ReleaseWish.safeParse(posted);
  if (!wish.success) throw new UserError("invalid", "This request does not say whether to release.");
  const releasedAt = wish.data.released ? new Date() : null;
  const by = { byId: user.id, byName: user.name };
  const row = await db.submissionReview.upsert({
    where: { submissionId },
    create: { submissionId, releasedAt, ...by },
    update: { releasedAt },
  });
  return presentResult(row);
}
