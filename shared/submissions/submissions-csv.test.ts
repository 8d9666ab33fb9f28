import { expect, test } from "vitest";
import { CheckRunId } from "#shared/ids";
import type { SubmissionRow } from "#shared/submissions/overview";
import { submissionsCsv } from "#shared/submissions/submissions-csv";

const nobody: SubmissionRow = {
  ...{ user: "u1", student: "Ben", email: "ben@uni.example", group: "Tuesday", count: 0, newest: null },
};
const check = { id: CheckRunId.parse("c"), number: 3, state: "failed", endedAt: 0, passed: 1, of: 2 } as const;
const somebody: SubmissionRow = {
  ...{ user: "u2", student: "=Clara", email: "clara@uni.example", group: "", count: 2 },
  newest: {
    ...{ id: "s", number: 2, at: Date.UTC(2026, 10, 21, 19), late: true, feedback: "released" },
    check: { ...check, changedSince: true },
    result: { points: 7.5, maximum: 10, verdict: "passed", text: 'Good, but "slow"\nsee line 3' },
  },
};

test("each student has a line with the newest submission, also who has handed in nothing", () => {
  const [header = "", ben = "", clara = ""] = submissionsCsv([nobody, somebody]).split("\r\n");
  expect(header.split(",")).toHaveLength(15);
  expect(ben).toBe("Ben,ben@uni.example,Tuesday,,,,,,,,,,,,");
  expect(clara).toBe(
    `'=Clara,clara@uni.example,,2,2026-11-21T19:00:00.000Z,yes,failed,1,2,yes,7.5,10,passed,"Good, but ""slow""\nsee line 3",yes`,
  );
});
