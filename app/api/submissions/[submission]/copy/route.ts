import { makeCopy, removeCopy } from "#app/_server/submissions/copies";
import { asReviewer } from "#app/_server/submissions/submission-request";

interface Context {
  params: Promise<{ submission: string }>;
}

/** To `{ workspace }`: the reader's own, with what was handed in, for running it again. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { submission: id } = await params;
  return asReviewer(request, id, async ({ db, user, submission }) => ({
    workspace: await makeCopy(db, user.id, submission),
  }));
}

/** Removes the reader's copy for good. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const { submission: id } = await params;
  return asReviewer(request, id, async ({ db, user, submission }) => {
    await removeCopy(db, user.id, submission.id);
    return {};
  });
}
