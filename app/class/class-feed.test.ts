import { expect, it } from "vitest";
import { type ClassState, changed } from "#app/class/class-feed";
import type { ClassStudent } from "#shared/class";
import { UserId } from "#shared/ids";

function student(name: string, online = false): ClassStudent {
  return { user: UserId.parse(`u_${name}`), name, group: "", online, workspaces: [] };
}

const [anna, ben, clara] = [student("Anna"), student("Ben"), student("Clara")];
const state: ClassState = {
  ...{ link: { state: "online" }, loaded: true, failure: null, queue: [], settings: null, checks: null },
  students: [anna, clara],
};

it("a change replaces its rows and leaves the others the same objects, so that they need not be drawn again", () => {
  const now = student("Clara", true);
  const { students } = changed(state, { students: [now], removed: [] });
  expect(students?.[0]).toBe(anna);
  expect(students?.[1]).toBe(now);
});

it("who is new comes in by name, who is gone goes", () => {
  expect(changed(state, { students: [ben], removed: [] }).students).toEqual([anna, ben, clara]);
  expect(changed(state, { students: [], removed: [anna.user] }).students).toEqual([clara]);
});

it("the queue and the settings stay when a change does not name them", () => {
  expect(changed(state, { students: [], removed: [] })).toEqual({ queue: [], settings: null });
});
