import type { Role } from "#shared/roles";
import type { CourseState } from "#shared/states";

/** Whether a member sees the course at all: a draft is seen by those who teach it. */
export function maySeeCourse(role: Role, state: CourseState): boolean {
  return role !== "student" || state !== "draft";
}
