import { answer } from "#app/_server/answers";
import { asAuthor } from "#app/_server/experiments/author-request";
import { deleteExperiment } from "#app/_server/experiments/delete-experiment";

interface Context {
  params: Promise<{ course: string; experiment: string }>;
}

/** Deletes an experiment that was never published, for good. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return asAuthor(request, params, async (experiment, { db }) => {
    await deleteExperiment(db, experiment);
    return answer({});
  });
}
