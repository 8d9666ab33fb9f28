import { answer } from "#app/_server/answers";
import { asAuthor } from "#app/_server/experiments/author-request";
import { startTrial } from "#app/_server/experiments/trials";

interface Context {
  params: Promise<{ course: string; experiment: string }>;
}

/** To `{ workspace }`: the author's own of the draft as it is now. Refused while it has errors. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return asAuthor(request, params, async (experiment, { db, user }) =>
    answer({ workspace: await startTrial(db, experiment, user.id) }),
  );
}
