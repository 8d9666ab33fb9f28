import { answer } from "#app/_server/answers";
import { asAuthorOf, bodyOf } from "#app/_server/experiments/author-request";
import { createExperiment } from "#app/_server/experiments/create-experiment";
import { CreateExperiment } from "#shared/authoring/draft";

interface Context {
  params: Promise<{ course: string }>;
}

/** A `CreateExperiment` to `{ slug }`: a draft that only lecturers of the course see. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return asAuthorOf(request, (await params).course, async (course, { user, db }) => {
    const wanted = await bodyOf(request, CreateExperiment);
    return answer({ slug: await createExperiment(db, course, user.name, wanted) });
  });
}
