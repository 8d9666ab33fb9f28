import { changeCourse } from "#app/_server/courses/course-request";
import { makeJoinCode } from "#app/_server/courses/join-codes";

interface Context {
  params: Promise<{ course: string }>;
}

/** `{ days, maximumUses }`: a code that makes students of whoever has it; answers `{ code }`. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return changeCourse(request, (await params).course, async ({ db, course, body }) => ({
    code: await makeJoinCode(db, course.id, body),
  }));
}
