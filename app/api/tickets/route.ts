import { z } from "zod";
import { answer, refuse, refuseForeign, signedOut } from "#app/_server/answers";
import { currentUser } from "#app/_server/auth/current-user";
import { findWorkspace } from "#app/_server/queries/workspace";
import { services } from "#app/_server/services";
import { signTicket, workspaceClaims } from "#app/_server/tickets/sign-ticket";
import { unknownThing } from "#shared/failures";
import { WorkspaceId } from "#shared/ids";

const Body = z.object({ workspace: WorkspaceId });

/** `{ workspace }` to `{ ticket }`: a minute's admission to one workspace, with the right that the person has in it now. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const user = await currentUser();
  if (user === null) return refuse(signedOut);
  const body = Body.safeParse(await request.json().catch(() => null));
  const found = body.success ? await findWorkspace(services().db, user.id, body.data.workspace) : null;
  if (!body.success || found === null) return refuse({ code: "unknown", sentence: unknownThing().message });
  return answer({ ticket: await signTicket(workspaceClaims(user, found), services().config.ticketSecret) });
}
