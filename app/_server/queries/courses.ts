import { z } from "zod";
import { maySeeCourse } from "#app/_server/policies/course";
import { maySeeExperiment } from "#app/_server/policies/experiment";
import type { Database } from "#prisma/client";
import { Role } from "#shared/roles";
import { type CourseState, courseStates } from "#shared/states";

/** A course as the list of one's courses shows it. */
export interface CourseEntry {
  readonly slug: string;
  readonly title: string;
  readonly state: CourseState;
  readonly role: Role;
  /** Those that the person may see. */
  readonly experiments: number;
  readonly members: number;
}

/** The courses that a person may see, archived ones last, then by title. */
export async function listCourses(db: Database, userId: string): Promise<CourseEntry[]> {
  const memberships = await db.membership.findMany({
    where: { userId },
    include: {
      course: {
        include: {
          experiments: { where: { versions: { some: { trial: false } } }, select: { state: true } },
          _count: { select: { memberships: true } },
        },
      },
    },
  });
  return memberships
    .map(({ role: roleText, course }) => {
      const role = Role.parse(roleText);
      const state = z.enum(courseStates).parse(course.state);
      const experiments = course.experiments.filter((experiment) => maySeeExperiment(role, experiment.state)).length;
      return { slug: course.slug, title: course.title, state, role, experiments, members: course._count.memberships };
    })
    .filter((course) => maySeeCourse(course.role, course.state))
    .sort((a, b) => Number(a.state === "archived") - Number(b.state === "archived") || a.title.localeCompare(b.title));
}
