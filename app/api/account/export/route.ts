import { exportAccount } from "#app/_server/account/export-account";
import { refuse, refuseForeign, signedOut } from "#app/_server/answers";
import { currentUser } from "#app/_server/auth/current-user";
import { services } from "#app/_server/services";

/** Everything that whoever is signed in owns, as a zip to keep. A form posts here, so that no other site's page can set it off. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const user = await currentUser();
  if (user === null) return refuse(signedOut);
  return new Response(await exportAccount(services(), user), {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": 'attachment; filename="varlab.zip"',
      "Cache-Control": "no-store",
    },
  });
}
