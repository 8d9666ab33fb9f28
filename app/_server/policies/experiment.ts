import type { Role } from "#shared/roles";
import type { CourseState } from "#shared/states";

/** Whether a member sees the experiment: students see what is published. */
export function maySeeExperiment(role: Role, experimentState: string): boolean {
  return role !== "student" || experimentState === "published";
}

/** Whether a member may begin a workspace: in an open course, and those who teach also try out drafts. */
export function mayStart(role: Role, courseState: CourseState, experimentState: string): boolean {
  if (courseState === "archived") return false;
  return role !== "student" || (courseState === "open" && experimentState === "published");
}

/** Whether a member writes experiments: sees drafts, tries, publishes and hides them. */
export function mayAuthor(role: Role): boolean {
  return role === "lecturer";
}
