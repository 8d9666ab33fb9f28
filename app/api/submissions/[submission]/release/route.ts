import { setReleased } from "#app/_server/submissions/result";
import { asReviewer } from "#app/_server/submissions/submission-request";

interface Context {
  params: Promise<{ submission: string }>;
}

/** `{ released }`: shows result and feedback to the student, all at once, or hides them again. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  const { submission: id } = await params;
  return asReviewer(request, id, ({ db, user, submission, body }) => setReleased(db, user, submission.id, body));
}
