import { answer } from "#app/_server/answers";
import { asAuthorOf } from "#app/_server/experiments/author-request";
import { addExperiment } from "#app/_server/experiments/create-experiment";
import { textAt } from "#app/_server/experiments/experiment-content";
import { maxZipBytes, readZip } from "#app/_server/experiments/experiment-zip";
import { readBytes } from "#app/_server/read-bounded";
import { composePath, sheetPath } from "#shared/authoring/draft";
import { readDraft } from "#shared/authoring/draft-problems";
import { UserError } from "#shared/failures";

interface Context {
  params: Promise<{ course: string }>;
}

/**
 * A zip of an experiment's folder as the body, to `{ slug, leftOut, problems }`: a draft, with what has no place in an experiment
 * and what is to be mended before it can be tried.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return asAuthorOf(request, (await params).course, async (course, { user, db }) => {
    const bytes = await readBytes(request, maxZipBytes);
    if (bytes === null) throw new UserError("limit", "A zip of an experiment has at most 8 MB.");
    const { content, leftOut } = await readZip(bytes);
    const compose = textAt(content, composePath);
    const paths = content.map(({ path }) => path);
    const { experiment, problems } = readDraft({ compose, sheet: textAt(content, sheetPath), paths });
    const title =
      experiment?.title ?? /^ +title: *["']?([^"'\n]{1,120})/m.exec(compose ?? "")?.[1] ?? "Imported experiment";
    const slug = await addExperiment(db, course, user.name, title.trim(), content);
    return answer({ slug, leftOut, problems });
  });
}
