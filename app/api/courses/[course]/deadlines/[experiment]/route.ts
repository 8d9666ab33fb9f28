import { changeCourse } from "#app/_server/courses/course-request";
import { setDeadline } from "#app/_server/courses/deadlines";

interface Context {
  params: Promise<{ course: string; experiment: string }>;
}

/** `{ dueAt }`, ISO 8601 with a zone, or null: until when the experiment is to be done. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  const { course: slug, experiment } = await params;
  return changeCourse(request, slug, async ({ db, course, body }) => {
    await setDeadline(db, course.id, experiment, body);
    return {};
  });
}
