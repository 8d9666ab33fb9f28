import { z } from "zod";
import { answer, refuse, refuseForeign, signedOut } from "#app/_server/answers";
import { type CurrentUser, currentUser } from "#app/_server/auth/current-user";
import { findClass } from "#app/_server/queries/class";
import { findWorkspace } from "#app/_server/queries/workspace";
import { services } from "#app/_server/services";
import { signCourseTicket, signOperatorTicket, signTicket, workspaceClaims } from "#app/_server/tickets/sign-ticket";
import { unknownThing } from "#shared/failures";
import { CourseId, UserId, WorkspaceId } from "#shared/ids";

const Body = z.union([
  z.object({ workspace: WorkspaceId }),
  z.object({ course: z.string().min(1).max(100) }),
  z.object({ operator: z.literal(true) }),
]);

/**
 * `{ workspace }` to `{ ticket }`: a minute's admission to one workspace, with the right that the person has in it now;
 * `{ course }`, a slug, to one to its class page, for those who teach it; `{ operator: true }` to one to the operator page.
 */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const user = await currentUser();
  if (user === null) return refuse(signedOut);
  const body = Body.safeParse(await request.json().catch(() => null));
  const ticket = body.success ? await ticketFor(user, body.data) : null;
  return ticket === null ? refuse({ code: "unknown", sentence: unknownThing().message }) : answer({ ticket });
}

async function ticketFor(user: CurrentUser, wanted: z.infer<typeof Body>): Promise<string | null> {
  const { config, db } = services();
  if ("operator" in wanted) {
    const claims = { sub: UserId.parse(user.id), name: user.name, sid: user.sessionId };
    return user.operator ? signOperatorTicket(claims, config.ticketSecret) : null;
  }
  if ("course" in wanted) {
    const found = await findClass(db, user.id, wanted.course);
    if (found === null) return null;
    const bearer = { sub: UserId.parse(user.id), name: user.name, sid: user.sessionId };
    return signCourseTicket({ ...bearer, course: CourseId.parse(found.id) }, config.ticketSecret);
  }
  const found = await findWorkspace(db, user.id, wanted.workspace);
  return found === null ? null : signTicket(workspaceClaims(user, found), config.ticketSecret);
}
