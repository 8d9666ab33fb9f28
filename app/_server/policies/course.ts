import { type Role, teaches } from "#shared/roles";
import type { CourseState } from "#shared/states";

/** Whether a member sees the course at all: a draft is seen by those who teach it. */
export function maySeeCourse(role: Role, state: CourseState): boolean {
  return role !== "student" || state !== "draft";
}

/** Whether a member sees who does what in the course. */
export function mayWatchClass(role: Role): boolean {
  return teaches(role);
}

/** Whether a member has everybody's files checked. */
export function mayCheckClass(role: Role): boolean {
  return role === "lecturer";
}

/** Whether a member decides what holds for everybody in the course. */
export function mayChangeCourse(role: Role): boolean {
  return role === "lecturer";
}

/** Whether somebody may create courses: operators, and who lectures one already. */
export function mayCreateCourse(operator: boolean, lectures: boolean): boolean {
  return operator || lectures;
}
