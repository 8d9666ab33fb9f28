import { expect, test } from "vitest";
import { filterSubmissions, type Wanted } from "#app/submissions/submission-wish";
import type { SubmissionRow } from "#shared/submissions/overview";

function row(student: string, newest: Partial<NonNullable<SubmissionRow["newest"]>> | null): SubmissionRow {
  const entry = { id: student, number: 1, at: 0, late: false, check: null, feedback: "none" as const };
  const result = { points: null, maximum: null, verdict: null, text: "" };
  return {
    ...{ user: student, student, email: `${student}@uni.example`, group: student === "Ben" ? "Tuesday" : "", count: 1 },
    newest: newest === null ? null : { ...entry, result, ...newest },
  };
}

const rows = [
  row("Anna", null),
  row("Ben", {}),
  row("Clara", { feedback: "drafted", late: true }),
  row("Dora", { feedback: "released" }),
];
const names = (state: Wanted, text = "") => filterSubmissions(rows, { state, text }).map(({ student }) => student);

test("each student stands where their newest submission does", () => {
  expect(names("all")).toHaveLength(4);
  expect(names("missing")).toEqual(["Anna"]);
  expect(names("open")).toEqual(["Ben"]);
  expect(names("drafted")).toEqual(["Clara"]);
  expect(names("released")).toEqual(["Dora"]);
  expect(names("late")).toEqual(["Clara"]);
});

test("a part of the name, the address or the group is enough", () => {
  expect(names("all", " cla")).toEqual(["Clara"]);
  expect(names("all", "TUES")).toEqual(["Ben"]);
  expect(names("released", "ben")).toEqual([]);
});
