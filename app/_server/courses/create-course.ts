import { slugOf } from "#app/_server/courses/course-slug";
import { newId } from "#app/_server/new-id";
import { mayCreateCourse } from "#app/_server/policies/course";
import type { Database } from "#prisma/client";
import { CourseTitle } from "#shared/courses";
import { UserError } from "#shared/failures";

/** Whether somebody may create courses: operators, and whoever is lecturer of a course already. */
export async function canCreateCourse(db: Database, user: { id: string; operator: boolean }): Promise<boolean> {
  const lectures = await db.membership.count({ where: { userId: user.id, role: "lecturer" } });
  return mayCreateCourse(user.operator, lectures > 0);
}

/** Makes an open course whose lecturer is its maker; answers its slug. Throws UserError with the sentence for the form. */
export async function createCourse(
  db: Database,
  user: { id: string; operator: boolean },
  posted: unknown,
): Promise<string> {
  if (!(await canCreateCourse(db, user)))
    throw new UserError("forbidden", "Only operators and lecturers create courses. Ask one of them.");
  const title = CourseTitle.safeParse(posted);
  if (!title.success) throw new UserError("invalid", "A course needs a name of at most 100 characters.");
  const wanted = slugOf(title.data);
  // The write lock is taken at the beginning, so what is free stays free.
  return db.$transaction(async (tx) => {
    const taken = new Set(
      (await tx.course.findMany({ where: { slug: { startsWith: wanted } }, select: { slug: true } })).map(
        ({ slug }) => slug,
      ),
    );
    let slug = wanted;
    for (let number = 2; taken.has(slug); number += 1) slug = `${wanted}-${number}`;
    await tx.course.create({
      data: {
        ...{ id: newId(), slug, title: title.data, state: "open" },
        memberships: { create: { userId: user.id, role: "lecturer" } },
      },
    });
    return slug;
  });
}
