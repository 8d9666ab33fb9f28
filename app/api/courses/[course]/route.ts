import { changeCourse } from "#app/_server/courses/course-request";
import { CourseChange } from "#shared/courses";
import { UserError } from "#shared/failures";

interface Context {
  params: Promise<{ course: string }>;
}

/** `{ title?, state? }`: renames, archives or opens a course again; its address stays. An archived one is in force at the workspace server within two seconds. */
export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  return changeCourse(request, (await params).course, async ({ db, course, body }) => {
    const change = CourseChange.safeParse(body);
    if (!change.success)
      throw new UserError("invalid", "A course needs a name of at most 100 characters, and is open or archived.");
    const { title, state } = change.data;
    await db.course.update({
      where: { id: course.id },
      data: { ...(title === undefined ? {} : { title }), ...(state === undefined ? {} : { state }) },
    });
    return {};
  });
}
