import { answer } from "#app/_server/answers";
import { asAuthor } from "#app/_server/experiments/author-request";
import { openDraft, viewDraft } from "#app/_server/experiments/drafts";

interface Context {
  params: Promise<{ course: string; experiment: string }>;
}

/** The draft as a `DraftView`; with `?known=<revision>` nothing (204) while it is still that one. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return asAuthor(request, params, async (experiment, { db }) => {
    const known = new URL(request.url).searchParams.get("known");
    if (known !== null && String((await openDraft(db, experiment.id)).revision) === known)
      return new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });
    return answer(await viewDraft(db, experiment));
  });
}
