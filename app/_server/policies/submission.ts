import { type Role, teaches } from "#shared/roles";

/** Whether somebody in the course reads a submission: its author, and those who teach. */
export function maySeeSubmission(role: Role | undefined, wrote: boolean): boolean {
  return role !== undefined && (wrote || teaches(role));
}

/** Whether somebody gives feedback and results, and runs submissions again. */
export function mayReview(role: Role | undefined): boolean {
  return role !== undefined && teaches(role);
}
