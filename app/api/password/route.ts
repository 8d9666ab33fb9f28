import { answer, refuse, refuseForeign, signedOut } from "#app/_server/answers";
import { changePassword } from "#app/_server/auth/change-password";
import { clientAddress } from "#app/_server/auth/client-address";
import { currentUser } from "#app/_server/auth/current-user";
import { readBounded } from "#app/_server/read-bounded";
import { services } from "#app/_server/services";
import { UserError } from "#shared/failures";

/** Two passwords of the largest size, in JSON's longest spelling. */
const maxBytes = 8 * 1024;

/** `{ current, fresh }`: a new password for whoever is signed in; their other sign-ins end. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const user = await currentUser();
  if (user === null) return refuse(signedOut);
  try {
    const posted: unknown = JSON.parse((await readBounded(request, maxBytes)) ?? "null");
    await changePassword(services().db, user, posted, clientAddress(request.headers.get("x-forwarded-for") ?? ""));
    return answer({ ok: true });
  } catch (error) {
    if (error instanceof UserError) return refuse({ code: error.code, sentence: error.message });
    if (error instanceof SyntaxError) return refuse({ code: "invalid", sentence: "The form is not complete." });
    throw error;
  }
}
