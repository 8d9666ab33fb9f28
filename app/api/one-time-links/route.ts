import { cookies } from "next/headers";
import { z } from "zod";
import { answer, refuse, refuseForeign } from "#app/_server/answers";
import { minPasswordLength } from "#app/_server/auth/change-password";
import { isSecure } from "#app/_server/auth/cookie-names";
import { findLink, linkIsSpent, redeemLink } from "#app/_server/auth/one-time-links";
import { hashPassword, maxPasswordLength } from "#app/_server/auth/password";
import { sessionCookie } from "#app/_server/auth/session-cookie";
import { startSession } from "#app/_server/auth/sessions";
import { readBounded } from "#app/_server/read-bounded";
import { services } from "#app/_server/services";
import { UserError } from "#shared/failures";

/** A name and a password of the largest size, in JSON's longest spelling. */
const maxBytes = 8 * 1024;

const Body = z.object({
  token: z.string().max(100),
  name: z.string().trim().min(1, "Say what you are called.").max(100, "A name has at most 100 characters.").optional(),
  password: z
    .string()
    .min(minPasswordLength, `A password needs at least ${minPasswordLength} characters.`)
    .max(maxPasswordLength, `A password may have at most ${maxPasswordLength} characters.`),
});

/** `{ token, name?, password }`: uses an invitation or a reset link up, ends the account's sign-ins and signs this browser in. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const { db, config } = services();
  const body = Body.safeParse(parsed(await readBounded(request, maxBytes)));
  if (!body.success)
    return refuse({ code: "invalid", sentence: body.error.issues[0]?.message ?? "The form is not complete." });
  const { token, name, password } = body.data;
  try {
    // Before the costly hash: whoever has no link makes no work.
    if ((await findLink(db, token)) === null) throw linkIsSpent();
    const { userId } = await redeemLink(db, token, { passwordHash: await hashPassword(password), name });
    const sid = await startSession(db, userId, config.sessionSeconds);
    (await cookies()).set(await sessionCookie(config, sid, isSecure(request.headers)));
    return answer({ ok: true });
  } catch (error) {
    if (error instanceof UserError) return refuse({ code: error.code, sentence: error.message });
    throw error;
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
