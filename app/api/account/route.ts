import { headers } from "next/headers";
import { deleteAccount } from "#app/_server/account/delete-account";
import { clientAddress } from "#app/_server/auth/client-address";
import { changeAs } from "#app/_server/courses/course-request";
import { services } from "#app/_server/services";

/** An address and a password of the largest size, in JSON's longest spelling. */
const maxBytes = 8 * 1024;

/** `{ email, password }`: deletes the account of whoever is signed in, with everything it owns. */
export async function DELETE(request: Request): Promise<Response> {
  const address = clientAddress((await headers()).get("x-forwarded-for") ?? "");
  return changeAs(request, maxBytes, async (user, body) => {
    await deleteAccount(services().db, user, body, address);
    return {};
  });
}
