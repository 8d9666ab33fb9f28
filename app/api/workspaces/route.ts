import { z } from "zod";
import { refuse, refuseForeign, seeOther } from "#app/_server/answers";
import { currentUser } from "#app/_server/auth/current-user";
import { services } from "#app/_server/services";
import { startWorkspace } from "#app/_server/workspaces/start-workspace";
import { UserError } from "#shared/failures";

const slug = z.string().min(1).max(100);
const Form = z.object({ course: slug, experiment: slug });

/** A form's `course` and `experiment`: starts the workspace, or finds the one there is, and sends the browser to it. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const user = await currentUser();
  if (user === null) return seeOther("/sign-in");
  const form = Form.safeParse(Object.fromEntries((await request.formData().catch(() => new FormData())).entries()));
  if (!form.success) return refuse({ code: "invalid", sentence: "The form does not say which experiment to start." });
  try {
    const id = await startWorkspace(services().db, user.id, form.data.course, form.data.experiment);
    return seeOther(`/w/${id}`);
  } catch (error) {
    if (error instanceof UserError) return refuse({ code: error.code, sentence: error.message });
    throw error;
  }
}
