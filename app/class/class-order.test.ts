import { describe, expect, it } from "vitest";
import { type ClassWish, countClass, orderClass, quietAfter } from "#app/class/class-order";
import type { ClassStudent, ClassWorkspace } from "#shared/class";
import { BuildId, HelpId, UserId, WorkspaceId } from "#shared/ids";

const now = Date.UTC(2026, 10, 21, 12);
const everybody: ClassWish = { name: "", experiment: "", group: "", only: "all", by: "help", descending: false };

function workspace(name: string, change: Partial<ClassWorkspace> = {}): ClassWorkspace {
  return {
    id: WorkspaceId.parse(`w_${name}`),
    experiment: { slug: "relay", title: "Relay" },
    version: 1,
    state: "ready",
    openedAt: now,
    online: false,
    visitors: [],
    instances: [],
    progressAt: now,
    ...change,
  };
}

function student(name: string, change: Partial<ClassStudent> = {}): ClassStudent {
  return { user: UserId.parse(`u_${name}`), name, group: "", online: false, workspaces: [workspace(name)], ...change };
}

const failed = { id: BuildId.parse("b1"), number: 1, state: "failed" as const, at: now, errors: 1, warnings: 0 };
const quiet = workspace("Quiet", { progressAt: now - quietAfter });
const students = [
  student("Absent"),
  student("Busy", { online: true }),
  student("Failing", { online: true, workspaces: [workspace("Failing", { build: failed })] }),
  student("Hand", { hand: HelpId.parse("h1") }),
  student("New", { workspaces: [] }),
  student("Quiet", { online: true, workspaces: [quiet] }),
];

function names(wish: Partial<ClassWish>): string[] {
  return orderClass(students, { ...everybody, ...wish }, now).map((line) => line.student.name);
}

describe("the lines of a class", () => {
  it("begin with who needs help most", () => {
    expect(names({})).toEqual(["Hand", "Failing", "Quiet", "Busy", "Absent", "New"]);
  });

  it.each([
    ["hand", ["Hand"]],
    ["online", ["Failing", "Quiet", "Busy"]],
    ["failing", ["Failing"]],
    ["quiet", ["Quiet"]],
  ] as const)("are filtered by %s, and the number on the filter says how many", (only, expected) => {
    expect(names({ only })).toEqual(expected);
    expect(countClass(students, now)[only]).toBe(expected.length);
  });

  it("are filtered by a part of the name, whatever its case", () => {
    expect(names({ name: " fAIl" })).toEqual(["Failing"]);
  });

  it("are about the workspace of the experiment asked for", () => {
    const other = workspace("Other", { experiment: { slug: "chat", title: "Chat" } });
    const [line] = orderClass(
      [student("Both", { workspaces: [quiet, other] })],
      { ...everybody, experiment: "chat" },
      now,
    );
    expect(line?.workspace).toBe(other);
    expect(names({ experiment: "chat" })).toEqual([]);
  });

  it("are turned round on request, names still in order among equals", () => {
    expect(names({ by: "name", descending: true })).toEqual(["Quiet", "New", "Hand", "Failing", "Busy", "Absent"]);
    expect(names({ by: "progress" })[0]).toBe("Quiet");
    expect(names({ by: "progress" }).at(-1)).toBe("New");
  });
});

it("shows one group", () => {
  const grouped = [student("Anna", { group: "A" }), student("Ben", { group: "B" }), student("Clara")];
  const shown = (group: string) => orderClass(grouped, { ...everybody, group }, now).map((line) => line.student.name);
  expect(shown("A")).toEqual(["Anna"]);
  expect(shown("")).toEqual(["Anna", "Ben", "Clara"]);
});
