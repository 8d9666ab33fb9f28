import { answer, refuse } from "#app/_server/answers";
import { services } from "#app/_server/services";

export const dynamic = "force-dynamic";

/** Whether this process serves and its database answers. */
export async function GET(): Promise<Response> {
  try {
    await services().db.$queryRaw`SELECT 1`;
    return answer({ ok: true });
  } catch (error) {
    console.error(error);
    return refuse({ code: "unavailable", sentence: "The database does not answer. The web process's log says why." });
  }
}
