import { answer } from "#app/_server/answers";
import { asAuthorOf } from "#app/_server/experiments/author-request";
import { addExperiment } from "#app/_server/experiments/create-experiment";
import { maxZipBytes } from "#app/_server/experiments/experiment-zip";
import { importContent } from "#app/_server/experiments/import-experiment";
import { readBytes } from "#app/_server/read-bounded";
import { UserError } from "#shared/failures";

interface Context {
  params: Promise<{ course: string }>;
}

/** A zip or a Compose file as the body to an `ImportReport`: a draft, what was changed and left out, and what is to be mended. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return asAuthorOf(request, (await params).course, async (course, { user, db }) => {
    const bytes = await readBytes(request, maxZipBytes);
    if (bytes === null) throw new UserError("limit", "A zip of an experiment has at most 8 MB.");
    const { title, content, ...report } = await importContent(bytes);
    return answer({ slug: await addExperiment(db, course, user.name, title, content), ...report });
  });
}
