import { changeAs } from "#app/_server/courses/course-request";
import { createCourse } from "#app/_server/courses/create-course";
import { services } from "#app/_server/services";

/** A title of the largest size, in JSON's longest spelling. */
const maxBytes = 2048;

/** `{ title }`: a new course whose lecturer is its maker; answers `{ slug }`. */
export async function POST(request: Request): Promise<Response> {
  return changeAs(request, maxBytes, async (user, body) => {
    const title = body !== null && typeof body === "object" && "title" in body ? body.title : undefined;
    return { slug: await createCourse(services().db, user, title) };
  });
}
