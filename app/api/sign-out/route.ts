import { cookies, headers } from "next/headers";
import { refuseForeign, seeOther } from "#app/_server/answers";
import { cookieNames, cookieOptions, isSecure } from "#app/_server/auth/cookie-names";
import { currentUser } from "#app/_server/auth/current-user";
import { handOver } from "#app/_server/auth/hand-over";
import { signOutAddress } from "#app/_server/auth/identity-session";
import { endAllSessions, endSession } from "#app/_server/auth/sessions";
import { originOf } from "#app/_server/same-origin";
import { services } from "#app/_server/services";

/**
 * Ends the sign-in for good: the row is deleted, so that a kept cookie is worth nothing; with the field `everywhere` all sign-ins of
 * the person. Who came through a university is signed out there too, where it offers that. Idempotent.
 */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const { db, config } = services();
  const everywhere = (await request.formData().catch(() => new FormData())).has("everywhere");
  const user = await currentUser();
  const all = await headers();
  const there = user && (await signOutAddress(db, config.universities, user.sessionId, originOf(all)));
  if (user !== null) await (everywhere ? endAllSessions(db, user.id) : endSession(db, user.sessionId));
  const secure = isSecure(all);
  (await cookies()).set(cookieNames(secure).session, "", { ...cookieOptions(secure), maxAge: 0 });
  const forget = { "Clear-Site-Data": '"cache"' };
  if (there) return handOver(there, new Headers(forget));
  return seeOther(everywhere ? "/sign-in?left=everywhere" : "/sign-in?left=1", forget);
}
