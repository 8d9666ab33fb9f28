import { addFeedback } from "#app/_server/submissions/feedback";
import { asReviewer } from "#app/_server/submissions/submission-request";

interface Context {
  params: Promise<{ submission: string }>;
}

/** `{ anchor, text }` to the remark: one more, which the student sees when it is released. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { submission: id } = await params;
  return asReviewer(request, id, ({ db, user, submission, body }) => addFeedback(db, user, submission.id, body));
}
