import { changeCourse } from "#app/_server/courses/course-request";
import { revokeJoinCode } from "#app/_server/courses/join-codes";

interface Context {
  params: Promise<{ course: string; code: string }>;
}

/** Revokes a join code; who joined by it stays. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const { course: slug, code } = await params;
  return changeCourse(request, slug, async ({ db, course }) => {
    await revokeJoinCode(db, course.id, code);
    return {};
  });
}
