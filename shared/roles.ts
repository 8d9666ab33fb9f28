import { z } from "zod";
import type { Relation } from "#shared/people";
import type { Right } from "#shared/ticket";

/** What a member is in one course. */
export const Role = z.enum(["student", "tutor", "lecturer"]);
export type Role = z.infer<typeof Role>;

/** Whether a role sees the work of all members. */
export function teaches(role: Role): boolean {
  return role === "tutor" || role === "lecturer";
}

/** Where somebody stands in a workspace without anybody's further word: why they may be there, and what they may do. */
export interface Place {
  readonly relation: Relation;
  readonly right: Right;
}

/**
 * Where a member of the course stands in one of its workspaces: all is allowed in one's own, looking at every other one when teaching,
 * and what its owner's invitation says as a guest. In an archived course everybody only looks. Undefined when it is not theirs to see.
 */
export function placeIn(
  role: Role | undefined,
  owns: boolean,
  invitation: "view" | "drive" | undefined,
  archived: boolean,
): Place | undefined {
  if (role === undefined) return undefined;
  if (owns) return { relation: "owner", right: archived ? "view" : "own" };
  if (teaches(role)) return { relation: "teacher", right: "view" };
  return invitation === undefined ? undefined : { relation: "guest", right: archived ? "view" : invitation };
}
