import { describe, expect, it } from "vitest";
import { placeIn, Role, teaches } from "#shared/roles";

describe("the place in a workspace", () => {
  it.each(Role.options)("is the owner's in one's own as %s, whoever invited them", (role) => {
    expect(placeIn(role, true, "view", false)).toEqual({ relation: "owner", right: "own" });
  });

  it.each(["tutor", "lecturer"] as const)(
    "of a %s is to view everybody's, whatever an older invitation says",
    (role) => {
      expect(placeIn(role, false, undefined, false)).toEqual({ relation: "teacher", right: "view" });
      expect(placeIn(role, false, "drive", false)).toEqual({ relation: "teacher", right: "view" });
    },
  );

  it("is none in another student's, unless invited", () => {
    expect(placeIn("student", false, undefined, false)).toBeUndefined();
    expect(placeIn("student", false, "view", false)).toEqual({ relation: "guest", right: "view" });
    expect(placeIn("student", false, "drive", false)).toEqual({ relation: "guest", right: "drive" });
  });

  it("is none outside the course, not for the owner and not for who was invited", () => {
    expect(placeIn(undefined, true, undefined, false)).toBeUndefined();
    expect(placeIn(undefined, false, "drive", false)).toBeUndefined();
  });
});

it("in an archived course everybody only looks, in their own workspace too", () => {
  expect(placeIn("student", true, undefined, true)).toEqual({ relation: "owner", right: "view" });
  expect(placeIn("student", false, "drive", true)).toEqual({ relation: "guest", right: "view" });
  expect(placeIn("student", false, undefined, true)).toBeUndefined();
});

it("students do not teach", () => {
  expect(Role.options.filter(teaches)).toEqual(["tutor", "lecturer"]);
});
