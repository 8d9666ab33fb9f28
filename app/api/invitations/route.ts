import { z } from "zod";
import { answer, refuse, refuseForeign, signedOut } from "#app/_server/answers";
import { currentUser } from "#app/_server/auth/current-user";
import { invite } from "#app/_server/auth/invite";
import { originOf } from "#app/_server/same-origin";
import { services } from "#app/_server/services";
import { UserError } from "#shared/failures";

const Body = z.object({ user: z.string().min(1).max(64), course: z.string().min(1).max(100).optional() });

/**
 * `{ user, course }` to `{ link, expiresAt }`: a link with which a member of the course who has never signed in sets a name and a
 * password, for its lecturers; without a course for operators. The link is shown once; an older one is void.
 */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const user = await currentUser();
  if (user === null) return refuse(signedOut);
  const body = Body.safeParse(await request.json().catch(() => null));
  if (!body.success) return refuse({ code: "invalid", sentence: "The request does not say who is to be invited." });
  try {
    const { path, expiresAt } = await invite(services().db, user, body.data.user, body.data.course);
    return answer({ link: `${originOf(request.headers)}${path}`, expiresAt: expiresAt.getTime() });
  } catch (error) {
    if (error instanceof UserError) return refuse({ code: error.code, sentence: error.message });
    throw error;
  }
}
