import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { cookieNames, isSecure } from "#app/_server/auth/cookie-names";
import { userOfSession } from "#app/_server/auth/sessions";
import { services } from "#app/_server/services";

/** Who asks. */
export interface CurrentUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly operator: boolean;
  /** The language chosen for this account; null until there was a choice. */
  readonly language: string | null;
  readonly sessionId: string;
}

/** Who sent this request, or null. The cookie names a sign-in; the database says at every request whether it still holds. */
export const currentUser = cache(async (): Promise<CurrentUser | null> => {
  const { config, db } = services();
  const name = cookieNames(isSecure(await headers())).session;
  const cookie = (await cookies()).get(name)?.value;
  if (cookie === undefined) return null;
  const token = await decode({ token: cookie, secret: config.sessionSecret }).catch(() => null);
  return typeof token?.sid === "string" ? userOfSession(db, token.sid) : null;
});

/** Like `currentUser`, but sends who is not signed in to the sign-in page and from there back to `path`. */
export async function requireUser(path: string): Promise<CurrentUser> {
  const user = await currentUser();
  return user ?? redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}
