import { changeFeedback, removeFeedback } from "#app/_server/submissions/feedback";
import { asReviewer } from "#app/_server/submissions/submission-request";

interface Context {
  params: Promise<{ submission: string; feedback: string }>;
}

/** `{ text }` to the remark: one's own in other words. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  const { submission: id, feedback } = await params;
  return asReviewer(request, id, ({ db, user, submission, body }) =>
    changeFeedback(db, user, submission.id, feedback, body),
  );
}

/** Takes one's own remark back. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const { submission: id, feedback } = await params;
  return asReviewer(request, id, async ({ db, user, submission }) => {
    await removeFeedback(db, user, submission.id, feedback);
    return {};
  });
}
