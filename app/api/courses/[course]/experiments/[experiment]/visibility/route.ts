import { z } from "zod";
import { answer } from "#app/_server/answers";
import { asAuthor, bodyOf } from "#app/_server/experiments/author-request";
import { setVisible } from "#app/_server/experiments/publishing";

interface Context {
  params: Promise<{ course: string; experiment: string }>;
}

const Wanted = z.object({ visible: z.boolean() });

/** `{ visible }`: shows the experiment to students or hides it; workspaces that were begun stay reachable. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  return asAuthor(request, params, async (experiment, { db }) => {
    const { visible } = await bodyOf(request, Wanted);
    await setVisible(db, experiment, visible);
    return answer({ visible });
  });
}
