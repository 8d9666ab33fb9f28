import { createRemoteJWKSet, jwtVerify } from "jose";
import { z } from "zod";
import type { University } from "#app/_server/auth/universities";
import { descriptionOf } from "#app/_server/auth/university-provider";
import type { Database } from "#prisma/client";
import { UserError } from "#shared/failures";

/** OpenID Connect Back-Channel Logout 1.0, section 2.4: what says that a token is about signing out. */
const event = "http://schemas.openid.net/event/backchannel-logout";
/** Milliseconds that a provider may take to show its keys. */
const patience = 5000;
/** Minutes that a token counts, where it does not say so itself; it is sent at once. */
const maxTokenAge = "5m";

const Description = z.object({ jwks_uri: z.url() });
const Logout = z.object({
  events: z.object({ [event]: z.object({}) }),
  sub: z.string().min(1).optional(),
  sid: z.string().min(1).optional(),
  // With one it would be an ID token, which others than the provider hold too.
  nonce: z.undefined().optional(),
});

/**
 * Ends the sign-ins here of somebody who has signed out at the university: the one that its token names, or all of theirs. Idempotent.
 * Throws UserError `invalid` for whatever is not a fresh token that the university signed for us.
 */
export async function endByBackChannel(db: Database, university: University, token: string): Promise<void> {
  const { issuer } = university;
  const { sid, sub } = await read(university, token);
  const sessions = await db.identitySession.findMany({
    where: { issuer, ...(sid === undefined ? {} : { sid }), ...(sub === undefined ? {} : { subject: sub }) },
    select: { sessionId: true },
  });
  await db.session.deleteMany({ where: { id: { in: sessions.map(({ sessionId }) => sessionId) } } });
}

async function read({ issuer, clientId: audience }: University, token: string): Promise<z.infer<typeof Logout>> {
  try {
    const answer = await fetch(descriptionOf({ issuer }), { signal: AbortSignal.timeout(patience), cache: "no-store" });
    const keys = createRemoteJWKSet(new URL(Description.parse(await answer.json()).jwks_uri), {
      timeoutDuration: patience,
    });
    const { payload } = await jwtVerify(token, keys, {
      ...{ issuer, audience, maxTokenAge, clockTolerance: "10s" },
      algorithms: ["RS256"],
      requiredClaims: ["iat", "jti"],
    });
    const logout = Logout.parse(payload);
    // Without either it would end everybody's.
    if (logout.sid === undefined && logout.sub === undefined) throw new Error("The token names nobody.");
    return logout;
  } catch (error) {
    // Not all of it: it holds what the token says of a person.
    console.error("A logout token was refused:", error instanceof Error ? error.message : typeof error);
    throw new UserError("invalid", "This is no logout token of the university for this installation.");
  }
}
