import { z } from "zod";
import { mayAuthor } from "#app/_server/policies/experiment";
import type { Database } from "#prisma/client";
import { Role } from "#shared/roles";
import { type CourseState, courseStates } from "#shared/states";

/** A course in which a person writes experiments. */
export interface AuthoredCourse {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly state: CourseState;
}

/** An experiment that a person may write. */
export interface AuthoredExperiment {
  readonly id: string;
  readonly slug: string;
  readonly visible: boolean;
  readonly course: AuthoredCourse;
}

/** The course at `slug`; null when it is unknown or the person is no lecturer of it, which nobody can tell apart. */
export async function findAuthoredCourse(db: Database, userId: string, slug: string): Promise<AuthoredCourse | null> {
  const course = await db.course.findUnique({ where: { slug }, include: { memberships: { where: { userId } } } });
  const role = Role.safeParse(course?.memberships[0]?.role).data;
  if (course === null || role === undefined || !mayAuthor(role)) return null;
  const { id, title, state } = course;
  return { id, slug, title, state: z.enum(courseStates).parse(state) };
}

/** The experiment at `slug` of a course, published or not; null when it is unknown or not this person's to write. */
export async function findAuthored(
  db: Database,
  userId: string,
  courseSlug: string,
  slug: string,
): Promise<AuthoredExperiment | null> {
  const course = await findAuthoredCourse(db, userId, courseSlug);
  if (course === null) return null;
  const experiment = await db.experiment.findUnique({ where: { courseId_slug: { courseId: course.id, slug } } });
  if (experiment === null) return null;
  return { id: experiment.id, slug, visible: experiment.state === "published", course };
}
