import { z } from "zod";
import type { Right } from "#shared/ticket";

/** What a member is in one course. */
export const Role = z.enum(["student", "tutor", "lecturer"]);
export type Role = z.infer<typeof Role>;

/** Whether a role sees the work of all members. */
export function teaches(role: Role): boolean {
  return role === "tutor" || role === "lecturer";
}

/** What a member may do in a workspace of the course: all in one's own, look at every other one when teaching. */
export function workspaceRight(role: Role | undefined, owns: boolean): Right | undefined {
  if (role === undefined) return undefined;
  if (owns) return "own";
  return teaches(role) ? "view" : undefined;
}
