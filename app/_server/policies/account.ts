import type { Role } from "#shared/roles";

/** Whether a member of a course makes invitations for others in it. */
export function mayInvite(role: Role): boolean {
  return role === "lecturer";
}
