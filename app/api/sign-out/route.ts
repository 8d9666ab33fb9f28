import { cookies, headers } from "next/headers";
import { refuseForeign, seeOther } from "#app/_server/answers";
import { cookieNames, cookieOptions, isSecure } from "#app/_server/auth/cookie-names";
import { currentUser } from "#app/_server/auth/current-user";
import { endSession } from "#app/_server/auth/sessions";
import { services } from "#app/_server/services";

/** Ends the sign-in for good: the row is deleted, so that a kept cookie is worth nothing. Idempotent. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const user = await currentUser();
  if (user !== null) await endSession(services().db, user.sessionId);
  const secure = isSecure(await headers());
  (await cookies()).set(cookieNames(secure).session, "", { ...cookieOptions(secure), maxAge: 0 });
  return seeOther("/sign-in?left=1", { "Clear-Site-Data": '"cache"' });
}
