import { z } from "zod";
import type { University } from "#app/_server/auth/universities";
import { descriptionOf } from "#app/_server/auth/university-provider";
import type { Database } from "#prisma/client";

const Said = z.object({ sub: z.string(), sid: z.string().max(255).optional().catch(undefined) });
const Description = z.object({ end_session_endpoint: z.url().optional() });

/** Milliseconds that signing out waits for a provider; who signs out is signed out here in any case. */
const patience = 3000;

/** Remembers that a sign-in came through a university, and how it is ended there. */
export async function noteIdentity(
  db: Database,
  sessionId: string,
  { issuer }: Pick<University, "issuer">,
  idToken: string,
  profile: unknown,
): Promise<void> {
  const { sub: subject, sid } = Said.parse(profile);
  await db.identitySession.create({ data: { sessionId, issuer, subject, idToken, sid: sid ?? null } });
}

/**
 * The address at which a sign-in's university ends it too and sends the browser back to `origin`'s sign-in page; null where the
 * sign-in did not come through one, or the university offers no such thing or does not answer. Asked for before the row is deleted.
 */
export async function signOutAddress(
  db: Database,
  universities: readonly University[],
  sessionId: string,
  origin: string,
): Promise<string | null> {
  const row = await db.identitySession.findUnique({ where: { sessionId } });
  const university = universities.find(({ issuer }) => issuer === row?.issuer);
  if (row === null || university === undefined) return null;
  const endpoint = await endSessionEndpoint(university);
  if (endpoint === undefined) return null;
  const address = new URL(endpoint);
  address.searchParams.set("id_token_hint", row.idToken);
  address.searchParams.set("client_id", university.clientId);
  address.searchParams.set("post_logout_redirect_uri", `${origin}/sign-in`);
  // Comes back as it is, so that the page can say what has happened.
  address.searchParams.set("state", "left");
  return address.href;
}

async function endSessionEndpoint(university: University): Promise<string | undefined> {
  try {
    const answer = await fetch(descriptionOf(university), { signal: AbortSignal.timeout(patience), cache: "no-store" });
    return Description.parse(await answer.json()).end_session_endpoint;
  } catch (error) {
    console.error(error);
    return undefined;
  }
}
