import { answer } from "#app/_server/answers";
import { asAuthor, bodyOf } from "#app/_server/experiments/author-request";
import { moveDraftFiles, removeDraftFiles, saveDraftFile } from "#app/_server/experiments/draft-files";
import { openDraft, viewDraft } from "#app/_server/experiments/drafts";
import { MoveFiles, RemoveFiles, SaveFile } from "#shared/authoring/draft";

interface Context {
  params: Promise<{ course: string; experiment: string }>;
}

/** A `SaveFile` to `{ ok: true, file }`, or to `{ ok: false, current }` when somebody else has changed it since: then nothing is written. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  return asAuthor(request, params, async (experiment, { db, user }) => {
    const wanted = await bodyOf(request, SaveFile);
    await openDraft(db, experiment.id);
    return answer(await saveDraftFile(db, experiment.id, user.name, wanted));
  });
}

/** `MoveFiles`, all or none; answers the draft. */
export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  return asAuthor(request, params, async (experiment, { db, user }) => {
    const wanted = await bodyOf(request, MoveFiles);
    await openDraft(db, experiment.id);
    await moveDraftFiles(db, experiment.id, user.name, wanted);
    return answer(await viewDraft(db, experiment));
  });
}

/** `RemoveFiles`, all or none; answers the draft. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return asAuthor(request, params, async (experiment, { db }) => {
    const wanted = await bodyOf(request, RemoveFiles);
    await openDraft(db, experiment.id);
    await removeDraftFiles(db, experiment.id, wanted);
    return answer(await viewDraft(db, experiment));
  });
}
