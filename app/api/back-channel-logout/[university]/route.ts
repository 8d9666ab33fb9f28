import { answer, refuse } from "#app/_server/answers";
import { endByBackChannel } from "#app/_server/auth/back-channel-logout";
import { readBounded } from "#app/_server/read-bounded";
import { services } from "#app/_server/services";
import { UserError, unknownThing } from "#shared/failures";

/** A signed token with a handful of claims is below 2 kB. */
const maxBytes = 16 * 1024;

interface Context {
  params: Promise<{ university: string }>;
}

/** A form's `logout_token`, sent by the university itself when somebody signs out there; the signature is what counts, not the sender. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { db, config } = services();
  const { university: id } = await params;
  const university = config.universities.find((one) => one.id === id);
  if (university === undefined) return refuse({ code: "unknown", sentence: unknownThing().message });
  const form = new URLSearchParams((await readBounded(request, maxBytes)) ?? "");
  try {
    await endByBackChannel(db, university, form.get("logout_token") ?? "");
    return answer({ ok: true });
  } catch (error) {
    if (error instanceof UserError) return refuse({ code: error.code, sentence: error.message });
    throw error;
  }
}
