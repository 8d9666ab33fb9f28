import { changeCourse } from "#app/_server/courses/course-request";
import { setExtension } from "#app/_server/courses/deadlines";

interface Context {
  params: Promise<{ course: string; experiment: string; user: string }>;
}

/** `{ dueAt }`, ISO 8601 with a zone, or null: more time for one member. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  const { course: slug, experiment, user } = await params;
  return changeCourse(request, slug, async ({ db, course, body }) => {
    await setExtension(db, course.id, experiment, user, body);
    return {};
  });
}
