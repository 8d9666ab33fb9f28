import { changeCourse } from "#app/_server/courses/course-request";
import { changeMember, removeMember } from "#app/_server/courses/members";

interface Context {
  params: Promise<{ course: string; user: string }>;
}

/** `{ role?, group? }`: changes a member; at the workspace server in force within two seconds. */
export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  const { course: slug, user } = await params;
  return changeCourse(request, slug, async ({ db, course, body }) => {
    await changeMember(db, course.id, user, body);
    return {};
  });
}

/** Takes a member out of the course; their open pages close within two seconds. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const { course: slug, user } = await params;
  return changeCourse(request, slug, async ({ db, course }) => {
    await removeMember(db, course.id, user);
    return {};
  });
}
