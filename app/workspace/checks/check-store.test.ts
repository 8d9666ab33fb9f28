import { expect, test } from "vitest";
import { withRun } from "#app/workspace/checks/check-store";
import type { CheckRunView } from "#shared/checks/views";

function run(number: number, state: CheckRunView["state"] = "passed"): CheckRunView {
  return { id: `chk_${number}` as CheckRunView["id"], number, state, by: "Anna", createdAt: number, parts: [] };
}

test("a new run stands in front, and only the last ten are kept", () => {
  const runs = Array.from({ length: 12 }, (_, index) => run(index + 1)).reduce<readonly CheckRunView[]>(withRun, []);
  expect(runs.map(({ number }) => number)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
});

test("news of a run replaces what was known of it, where it stands", () => {
  const runs = withRun([run(2, "running"), run(1)], run(2, "failed"));
  expect(runs.map(({ number, state }) => `${number} ${state}`)).toEqual(["2 failed", "1 passed"]);
});

test("an answer that comes after the end of its run does not make it run again", () => {
  expect(withRun([run(1, "failed")], run(1, "running"))).toEqual([run(1, "failed")]);
});
