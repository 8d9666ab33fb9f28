import { setResult } from "#app/_server/submissions/result";
import { asReviewer } from "#app/_server/submissions/submission-request";

interface Context {
  params: Promise<{ submission: string }>;
}

/** `{ revision, points, maximum, verdict, text }` to the result as it is then. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  const { submission: id } = await params;
  return asReviewer(request, id, ({ db, user, submission, body }) => setResult(db, user, submission.id, body));
}
