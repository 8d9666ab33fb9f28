import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { clientAddress } from "#app/_server/auth/client-address";
import { cookieNames, cookieOptions } from "#app/_server/auth/cookie-names";
import { safePath } from "#app/_server/auth/safe-path";
import { endSession, startSession } from "#app/_server/auth/sessions";
import { signIn } from "#app/_server/auth/sign-in";
import type { Services } from "#app/_server/services";

/** next-auth's settings for one request. The cookie only names a row of `Session`; the row decides. */
export function authOptions({ db, config }: Services, secure: boolean): NextAuthOptions {
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
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => `${baseUrl}${safePath(url, baseUrl)}`,
      async jwt({ token, user }) {
        if (user) token.sid = await startSession(db, user.id, config.sessionSeconds);
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
