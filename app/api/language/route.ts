import { cookies } from "next/headers";
import { z } from "zod";
import { answer, refuse, refuseForeign } from "#app/_server/answers";
import { cookieOptions, isSecure } from "#app/_server/auth/cookie-names";
import { currentUser } from "#app/_server/auth/current-user";
import { readBounded } from "#app/_server/read-bounded";
import { services } from "#app/_server/services";
import { languageCookie, languages } from "#app/i18n/languages";

const Choice = z.object({ language: z.enum(languages) });

/** `{"language":"de"}` and some air. */
const maxBytes = 256;
/** A year in seconds, the longest that browsers keep a cookie for (RFC 6265bis asks for at most 400 days). */
const cookieSeconds = 365 * 86_400;

/** `{ language }`: what this browser, and the account that is signed in, reads from now on. */
export async function PUT(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const choice = Choice.safeParse(asJson(await readBounded(request, maxBytes)));
  if (!choice.success) return refuse({ code: "invalid", sentence: `Choose one of: ${languages.join(", ")}.` });
  const { language } = choice.data;
  const user = await currentUser();
  if (user !== null) await services().db.user.update({ where: { id: user.id }, data: { language } });
  const options = { ...cookieOptions(isSecure(request.headers)), maxAge: cookieSeconds };
  (await cookies()).set(languageCookie, language, options);
  return answer({ ok: true });
}

function asJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
