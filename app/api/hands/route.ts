import { answer, refuse, signedOut } from "#app/_server/answers";
import { currentUser } from "#app/_server/auth/current-user";
import { countHands } from "#app/_server/queries/class";
import { services } from "#app/_server/services";

/** How many hands wait in each course that the person teaches: `{ courses: [{ slug, title, waiting }] }`. */
export async function GET(): Promise<Response> {
  const user = await currentUser();
  return user === null ? refuse(signedOut) : answer({ courses: await countHands(services().db, user.id) });
}
