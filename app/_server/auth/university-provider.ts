import type { OAuthConfig } from "next-auth/providers/oauth";
import { enterByIdentity, type IdentityRefusal } from "#app/_server/auth/enter-by-identity";
import type { University } from "#app/_server/auth/universities";
import type { Database } from "#prisma/client";

/** Milliseconds that a provider may take for one answer; a person waits for up to three of them. */
const patience = 8000;

/** Whom a provider's sign-in led to: `id` is the account's, meaningless where there is a `refusal`. */
export interface Entered {
  readonly id: string;
  readonly refusal?: IdentityRefusal | "failed";
}

/** Where a provider describes itself. */
export function descriptionOf({ issuer }: Pick<University, "issuer">): string {
  return `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
}

/** A university as next-auth needs it, with PKCE, state and nonce; `signedIn` is who has a living sign-in in this browser. */
export function universityProvider(
  db: Database,
  university: University,
  signedIn: { readonly id: string } | null,
): OAuthConfig<Record<string, unknown>> {
  const { id, name, issuer, clientId, clientSecret } = university;
  return {
    ...{ id, name, issuer, clientId, clientSecret },
    type: "oauth",
    wellKnown: descriptionOf(university),
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    httpOptions: { timeout: patience },
    userinfo: {
      // Many providers keep address and name out of the ID token. Its subject is checked against the token's.
      async request({ client, tokens: { id_token, access_token } }) {
        const claims = claimsIn(id_token);
        if (claims.iss !== issuer) throw new Error(`The provider calls itself ${String(claims.iss)}, not ${issuer}.`);
        if (client.issuer.metadata.userinfo_endpoint === undefined || access_token === undefined) return claims;
        const more = await client.userinfo(access_token);
        if (more.sub !== claims.sub) throw new Error("The provider speaks of two different people.");
        return { ...more, ...claims };
      },
    },
    async profile(claims): Promise<Entered> {
      try {
        const entrance = await enterByIdentity(db, university, claims, signedIn);
        return entrance.ok ? { id: entrance.userId } : { id: "nobody", refusal: entrance.reason };
      } catch (error) {
        console.error(error);
        return { id: "nobody", refusal: "failed" };
      }
    },
  };
}

/** The claims of an ID token whose signature next-auth has checked. */
function claimsIn(idToken: string | undefined): Record<string, unknown> & { sub: string } {
  const payload: unknown = JSON.parse(Buffer.from(idToken?.split(".")[1] ?? "", "base64url").toString("utf8"));
  if (payload === null || typeof payload !== "object" || !("sub" in payload) || typeof payload.sub !== "string")
    throw new Error("The provider's ID token names nobody.");
  return { ...payload, sub: payload.sub };
}
