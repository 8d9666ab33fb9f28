import { changeCourse } from "#app/_server/courses/course-request";
import { planMembers } from "#app/_server/courses/plan-members";
import { listIn, maxListBytes } from "#app/_server/courses/posted-list";

interface Context {
  params: Promise<{ course: string }>;
}

/** `{ list }`, a text of CSV: what each line would do and which cannot be taken, `{ planned, problems }`. Changes nothing. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return changeCourse(
    request,
    (await params).course,
    ({ db, course, body }) => planMembers(db, course.id, listIn(body)),
    maxListBytes,
  );
}
