import { mayChangeCourse, maySeeCourse, mayWatchClass } from "#app/_server/policies/course";
import type { Database } from "#prisma/client";
import type { CourseSettings } from "#shared/class";
import { Role } from "#shared/roles";
import { type CourseState, courseStates } from "#shared/states";

/** A course as those who teach it need it around its class page. */
export interface FoundClass {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly state: CourseState;
  readonly settings: CourseSettings;
  readonly mayChange: boolean;
}

/** The class of a course; null when it is unknown or not this person's to watch. */
export async function findClass(db: Database, userId: string, slug: string): Promise<FoundClass | null> {
  const course = await db.course.findUnique({ where: { slug }, include: { memberships: { where: { userId } } } });
  const role = Role.safeParse(course?.memberships[0]?.role).data;
  const state = courseStates.find((one) => one === course?.state);
  if (course === null || role === undefined || state === undefined) return null;
  if (!maySeeCourse(role, state) || !mayWatchClass(role)) return null;
  const { id, title, tutorsMayDrive, record, recordingDays } = course;
  const settings = { tutorsMayDrive, record, recordingDays };
  return { id, slug, title, state, settings, mayChange: mayChangeCourse(role) };
}

/** Hands that wait for somebody in the courses that a person teaches, the course with the most first. */
export async function countHands(
  db: Database,
  userId: string,
): Promise<{ slug: string; title: string; waiting: number }[]> {
  const courses = await db.course.findMany({
    where: { memberships: { some: { userId, role: { in: Role.options.filter(mayWatchClass) } } } },
    select: { id: true, slug: true, title: true },
  });
  const counted = await Promise.all(
    courses.map(async ({ id, slug, title }) => ({
      ...{ slug, title },
      waiting: await db.helpRequest.count({
        where: { state: "waiting", workspace: { version: { trial: false, experiment: { courseId: id } } } },
      }),
    })),
  );
  return counted.toSorted((a, b) => b.waiting - a.waiting);
}
