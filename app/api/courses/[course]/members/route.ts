import { changeCourse } from "#app/_server/courses/course-request";
import { importMembers } from "#app/_server/courses/members";
import { listIn, maxListBytes } from "#app/_server/courses/posted-list";

interface Context {
  params: Promise<{ course: string }>;
}

/** `{ list }`, a text of CSV: carries out what its preview said; answers the same. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return changeCourse(
    request,
    (await params).course,
    ({ db, course, body }) => importMembers(db, course.id, listIn(body)),
    maxListBytes,
  );
}
