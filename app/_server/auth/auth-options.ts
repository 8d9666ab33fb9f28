import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { clientAddress } from "#app/_server/auth/client-address";
import { cookieNames, cookieOptions } from "#app/_server/auth/cookie-names";
import type { CurrentUser } from "#app/_server/auth/current-user";
import { noteIdentity } from "#app/_server/auth/identity-session";
import { safePath } from "#app/_server/auth/safe-path";
import { endSession, startSession } from "#app/_server/auth/sessions";
import { signIn } from "#app/_server/auth/sign-in";
import { universityProvider } from "#app/_server/auth/university-provider";
import type { Services } from "#app/_server/services";

/**
 * next-auth's settings for one request. The cookie only names a row of `Session`; the row decides. `signedIn` is whose sign-in this
 * browser has now: they may connect a university to their account, and a fresh sign-in takes the place of theirs.
 */
export function authOptions(
  { db, config }: Services,
  secure: boolean,
  signedIn: CurrentUser | null = null,
): NextAuthOptions {
  const names = cookieNames(secure);
  const options = cookieOptions(secure);
  return {
    secret: config.sessionSecret,
    session: { strategy: "jwt", maxAge: config.sessionSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/" },
    cookies: {
      sessionToken: { name: names.session, options },
      csrfToken: { name: names.csrf, options },
      callbackUrl: { name: names.callbackUrl, options },
    },
    providers: [
      Credentials({
        credentials: { email: { label: "E-mail" }, password: { label: "Password", type: "password" } },
        async authorize(credentials, request) {
          const result = await signIn(
            db,
            credentials,
            clientAddress(String(request.headers?.["x-forwarded-for"] ?? "")),
          );
          if (result.ok) return result.user;
          if (result.reason === "wait") throw new Error(`wait-${result.minutes}`);
          return null;
        },
      }),
      ...config.universities.map((university) => universityProvider(db, university, signedIn)),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => `${baseUrl}${safePath(url, baseUrl)}`,
      signIn({ user }) {
        if (!("refusal" in user) || typeof user.refusal !== "string") return true;
        return `${signedIn === null ? "/sign-in" : "/account"}?error=university-${user.refusal}`;
      },
      async jwt({ token, user, account, profile }) {
        if (!user) return token;
        const sid = await startSession(db, user.id, config.sessionSeconds);
        const university = config.universities.find(({ id }) => id === account?.provider);
        if (university !== undefined && account?.id_token !== undefined)
          await noteIdentity(db, sid, university, account.id_token, profile);
        if (signedIn !== null) await endSession(db, signedIn.sessionId);
        token.sid = sid;
        return token;
      },
      // Pages ask `currentUser`, never the public session route: it tells nothing.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await endSession(db, token.sid);
      },
    },
  };
}
