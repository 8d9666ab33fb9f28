import type { MemberEntry } from "#app/_server/queries/members";

/** What is asked of the list of members. */
export interface MemberWish {
  /** A part of the name or of the address. */
  readonly text: string;
  /** A role, "invited", or "" for all. */
  readonly role: string;
  /** A group's name, `ungrouped`, or "" for all. */
  readonly group: string;
}

/** Stands for members without a group; no group can be named so, since names are trimmed. */
export const ungrouped = " ";

/** The members that are asked for, in their order. */
export function filterMembers(members: readonly MemberEntry[], wish: MemberWish): MemberEntry[] {
  const text = wish.text.trim().toLowerCase();
  return members.filter(
    ({ name, email, role, group, invited }) =>
      (name.toLowerCase().includes(text) || email.includes(text)) &&
      (wish.role === "" || (wish.role === "invited" ? invited : role === wish.role)) &&
      (wish.group === "" || group === (wish.group === ungrouped ? "" : wish.group)),
  );
}

/** The groups there are, each once, in the order that people count in ("A 2" before "A 10"). */
export function groupsOf(members: readonly { readonly group: string }[]): string[] {
  const names = new Set(members.map(({ group }) => group).filter((group) => group !== ""));
  return [...names].toSorted((a, b) => a.localeCompare(b, "de", { numeric: true }));
}
