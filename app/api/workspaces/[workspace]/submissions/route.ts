import { answer, refuse, signedOut } from "#app/_server/answers";
import { currentUser } from "#app/_server/auth/current-user";
import { listOwnSubmissions } from "#app/_server/queries/submissions";
import { findWorkspace } from "#app/_server/queries/workspace";
import { services } from "#app/_server/services";
import { unknownThing } from "#shared/failures";

interface Context {
  params: Promise<{ workspace: string }>;
}

/** To `{ submissions }`: what the workspace's owner has handed in for its experiment, newest first; a guest is not told. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const user = await currentUser();
  if (user === null) return refuse(signedOut);
  const { db } = services();
  const found = await findWorkspace(db, user.id, (await params).workspace);
  if (found === null || found.relation === "guest")
    return refuse({ code: "unknown", sentence: unknownThing().message });
  return answer({ submissions: await listOwnSubmissions(db, found.owner.id, found.experimentId) });
}
