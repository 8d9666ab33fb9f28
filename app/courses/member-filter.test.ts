import { expect, it } from "vitest";
import type { MemberEntry } from "#app/_server/queries/members";
import { filterMembers, groupsOf, ungrouped } from "#app/courses/member-filter";

const member = (name: string, more: Partial<MemberEntry> = {}): MemberEntry => ({
  ...{ id: name, name, email: `${name.toLowerCase()}@example.org`, role: "student", group: "", invited: false },
  ...more,
});
const members = [
  member("Anna", { group: "A 10" }),
  member("Ben", { group: "A 2", invited: true }),
  member("Tom", { role: "tutor" }),
];
const all = { text: "", role: "", group: "" };
const names = (wish: Partial<typeof all>) => filterMembers(members, { ...all, ...wish }).map(({ name }) => name);

it("finds by a part of the name or the address, whatever its case", () => {
  expect(names({ text: " ANN" })).toEqual(["Anna"]);
  expect(names({ text: "ben@ex" })).toEqual(["Ben"]);
});

it("shows a role, those who never came, a group, and those without one", () => {
  expect(names({ role: "tutor" })).toEqual(["Tom"]);
  expect(names({ role: "invited" })).toEqual(["Ben"]);
  expect(names({ group: "A 2" })).toEqual(["Ben"]);
  expect(names({ group: ungrouped })).toEqual(["Tom"]);
  expect(names({ role: "tutor", group: "A 2" })).toEqual([]);
});

it("orders groups as people count", () => {
  expect(groupsOf(members)).toEqual(["A 2", "A 10"]);
});
