import { describe, expect, it } from "vitest";
import { Role, teaches, workspaceRight } from "#shared/roles";

describe("the right in a workspace", () => {
  it.each(Role.options)("is to own one's own as %s", (role) => {
    expect(workspaceRight(role, true)).toBe("own");
  });

  it("is to view everybody's for those who teach", () => {
    expect(workspaceRight("tutor", false)).toBe("view");
    expect(workspaceRight("lecturer", false)).toBe("view");
  });

  it("is none in another student's", () => {
    expect(workspaceRight("student", false)).toBeUndefined();
  });

  it("is none outside the course, not even for the owner", () => {
    expect(workspaceRight(undefined, true)).toBeUndefined();
    expect(workspaceRight(undefined, false)).toBeUndefined();
  });
});

it("students do not teach", () => {
  expect(Role.options.filter(teaches)).toEqual(["tutor", "lecturer"]);
});
