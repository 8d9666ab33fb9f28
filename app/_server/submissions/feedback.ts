import { z } from "zod";
import type { CurrentUser } from "#app/_server/auth/current-user";
import { newId } from "#app/_server/new-id";
import { presentFeedback } from "#app/_server/submissions/review";
import type { Database } from "#prisma/client";
import { UserError, unknownThing } from "#shared/failures";
import {
  type FeedbackAnchor,
  FeedbackChange,
  type FeedbackView,
  FeedbackWish,
  feedbackBounds,
} from "#shared/submissions/feedback";
import { SubmittedCheck, SubmittedFile } from "#shared/submissions/submission";

/** Writes a remark on a submission. Throws UserError `invalid` for one that has no place in it, `limit` when there are too many. */
export async function addFeedback(
  db: Database,
  user: CurrentUser,
  submissionId: string,
  posted: unknown,
): Promise<FeedbackView> {
  const { anchor, text } = read(FeedbackWish, posted);
  if (!(await hasPlace(db, submissionId, anchor)))
    throw new UserError("invalid", "There is no such place in this submission.");
  if ((await db.feedback.count({ where: { submissionId } })) >= feedbackBounds.perSubmission)
    throw new UserError(
      "limit",
      `A submission can have ${feedbackBounds.perSubmission} remarks. Put some of them together.`,
    );
  const row = await db.feedback.create({
    data: { id: newId(), submissionId, anchor: JSON.stringify(anchor), text, byId: user.id, byName: user.name },
  });
  return presentFeedback(row, user.id);
}

/** Puts one's own remark in other words; throws what unknown things answer for all others. */
export async function changeFeedback(
  db: Database,
  user: CurrentUser,
  submissionId: string,
  id: string,
  posted: unknown,
): Promise<FeedbackView> {
  const { text } = read(FeedbackChange, posted);
  const { count } = await db.feedback.updateMany({
    where: { id, submissionId, byId: user.id },
    data: { text, changedAt: new Date() },
  });
  if (count === 0) throw unknownThing();
  return presentFeedback(await db.feedback.findUniqueOrThrow({ where: { id } }), user.id);
}

/** Takes one's own remark back. */
export async function removeFeedback(db: Database, user: CurrentUser, submissionId: string, id: string): Promise<void> {
  const { count } = await db.feedback.deleteMany({ where: { id, submissionId, byId: user.id } });
  if (count === 0) throw unknownThing();
}

async function hasPlace(db: Database, id: string, anchor: FeedbackAnchor): Promise<boolean> {
  if (anchor.kind === "general" || anchor.kind === "recording") return true;
  const row = await db.submission.findUnique({ where: { id }, select: { files: true, check: true } });
  if (row === null) return false;
  if (anchor.kind === "line")
    return z
      .array(SubmittedFile)
      .parse(JSON.parse(row.files))
      .some(({ path }) => path === anchor.path);
  const check = row.check === null ? null : SubmittedCheck.parse(JSON.parse(row.check));
  return check?.parts[anchor.part]?.steps[anchor.step] !== undefined;
}

/** What was posted, in its form. Throws UserError `invalid` with what is wrong. */
function read<S extends z.ZodType>(schema: S, posted: unknown): z.output<S> {
  const parsed = schema.safeParse(posted);
  if (parsed.success) return parsed.data;
  throw new UserError("invalid", `A remark is a text of 1 to ${feedbackBounds.text} characters with its place.`);
}
