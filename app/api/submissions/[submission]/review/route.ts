import { answer, refuse, signedOut } from "#app/_server/answers";
import { currentUser } from "#app/_server/auth/current-user";
import { mayReview } from "#app/_server/policies/submission";
import { services } from "#app/_server/services";
import { reachSubmission } from "#app/_server/submissions/reachable-submission";
import { releasedReviewOf, reviewOf } from "#app/_server/submissions/review";
import { unknownThing } from "#shared/failures";

interface Context {
  params: Promise<{ submission: string }>;
}

/** To what was said about a submission; who handed it in is told once it is released. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const user = await currentUser();
  if (user === null) return refuse(signedOut);
  const { db } = services();
  const found = await reachSubmission(db, user.id, (await params).submission);
  if (found === null) return refuse({ code: "unknown", sentence: unknownThing().message });
  return answer(await (mayReview(found.role) ? reviewOf : releasedReviewOf)(db, found.id, user.id));
}
