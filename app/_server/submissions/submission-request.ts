import type { CurrentUser } from "#app/_server/auth/current-user";
import { changeAs } from "#app/_server/courses/course-request";
import { mayReview } from "#app/_server/policies/submission";
import { services } from "#app/_server/services";
import { type ReachableSubmission, reachSubmission } from "#app/_server/submissions/reachable-submission";
import type { Database } from "#prisma/client";
import { UserError, unknownThing } from "#shared/failures";

/** A result of 10,000 characters, each of which JSON may write as six. */
const maxBytes = 64 * 1024;

/** A change that somebody who teaches asks for. */
export interface ReviewRequest {
  readonly db: Database;
  readonly user: CurrentUser;
  readonly submission: ReachableSubmission;
  /** The JSON that was sent. Not checked yet. */
  readonly body: unknown;
}

/** Lets those who teach say or do something about a submission; to who may not see it, it does not exist. */
export async function asReviewer(
  request: Request,
  id: string,
  work: (asked: ReviewRequest) => Promise<unknown>,
): Promise<Response> {
  return changeAs(request, maxBytes, async (user, body) => {
    const { db } = services();
    const submission = await reachSubmission(db, user.id, id);
    if (submission === null) throw unknownThing();
    if (!mayReview(submission.role)) throw new UserError("forbidden", "Only those who teach the course do this.");
    return work({ db, user, submission, body });
  });
}
