import { answer } from "#app/_server/answers";
import { asAuthor, bodyOf } from "#app/_server/experiments/author-request";
import { publishDraft } from "#app/_server/experiments/publishing";
import { PublishDraft } from "#shared/authoring/draft";

interface Context {
  params: Promise<{ course: string; experiment: string }>;
}

/** A `PublishDraft` to `{ number }`: the draft is a version now, and students see the experiment. Refused while it has errors. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return asAuthor(request, params, async (experiment, { db, user }) => {
    const seen = await bodyOf(request, PublishDraft);
    return answer(await publishDraft(db, experiment, user.name, seen));
  });
}
