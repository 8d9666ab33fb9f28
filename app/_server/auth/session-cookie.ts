import { encode } from "next-auth/jwt";
import { cookieNames, cookieOptions } from "#app/_server/auth/cookie-names";
import type { Config } from "#app/_server/config";

/** The cookie that names a sign-in, as next-auth writes it. */
export async function sessionCookie({ sessionSecret, sessionSeconds }: Config, sid: string, secure: boolean) {
  const value = await encode({ token: { sid }, secret: sessionSecret, maxAge: sessionSeconds });
  return { name: cookieNames(secure).session, value, ...cookieOptions(secure), maxAge: sessionSeconds };
}
