import { headers } from "next/headers";
import { clientAddress } from "#app/_server/auth/client-address";
import { changeAs } from "#app/_server/courses/course-request";
import { joinCourse } from "#app/_server/courses/join-course";
import { services } from "#app/_server/services";

/** A code and its name. */
const maxBytes = 512;

/** `{ code }`: makes whoever is signed in a student of its course; answers `{ slug }`. */
export async function POST(request: Request): Promise<Response> {
  const address = clientAddress((await headers()).get("x-forwarded-for") ?? "");
  return changeAs(request, maxBytes, async (user, body) => {
    const code = body !== null && typeof body === "object" && "code" in body ? String(body.code) : "";
    return { slug: await joinCourse(services().db, user.id, code, address) };
  });
}
