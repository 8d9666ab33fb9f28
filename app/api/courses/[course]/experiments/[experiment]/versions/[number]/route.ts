import { answer } from "#app/_server/answers";
import { asAuthor } from "#app/_server/experiments/author-request";
import { textOf, viewDraft } from "#app/_server/experiments/drafts";
import { contentOfNumber, restoreVersion } from "#app/_server/experiments/publishing";

interface Context {
  params: Promise<{ course: string; experiment: string; number: string }>;
}

/** A published version's files as `{ files: [{ path, text }] }`; the text is null where there is none to read. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return asAuthor(request, params, async (experiment, { db }) => {
    const content = await contentOfNumber(db, experiment.id, await numberIn(params));
    return answer({ files: content.map((file) => ({ path: file.path, text: textOf(file.content) })) });
  });
}

/** Puts the version into the place of the draft; answers the draft. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return asAuthor(request, params, async (experiment, { db, user }) => {
    await restoreVersion(db, experiment, user.name, await numberIn(params));
    return answer(await viewDraft(db, experiment));
  });
}

async function numberIn(params: Context["params"]): Promise<number> {
  const { number } = await params;
  return /^\d{1,6}$/.test(number) ? Number(number) : 0;
}
