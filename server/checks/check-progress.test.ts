import { expect, test } from "vitest";
import { createCheckProgress, cutParts, stateOfParts, waitingParts } from "#server/checks/check-progress";
import { evidence, StepBroken, StepFailed } from "#server/checks/step-outcome";
import type { CheckPartView } from "#shared/checks/views";
import { UserError } from "#shared/failures";

const words = {
  title: "Step",
  hint: "general",
  hints: [{ match: { kind: "text", value: "localhost" }, say: "special" }],
} as const;

function progressOf(...steps: number[]) {
  const told: (readonly CheckPartView[])[] = [];
  const parts = waitingParts(
    steps.map((count, at) => ({ name: `part ${at}`, steps: Array.from({ length: count }, () => words) })),
  );
  const progress = createCheckProgress(
    parts,
    () => "10.0.0.1",
    (now) => void told.push(now),
  );
  return { progress, told };
}

async function fail(error: Error) {
  const { progress } = progressOf(2);
  progress.begin(0);
  const passed = await progress.step(0, 0, words, () => Promise.reject(error));
  const state = progress.end(0);
  return { passed, state, step: progress.parts[0]?.steps[0], next: progress.parts[0]?.steps[1]?.state };
}

test("every beginning and end of a step is told, and a part whose steps hold has passed", async () => {
  const { progress, told } = progressOf(1);
  progress.begin(0);
  expect(await progress.step(0, 0, words, async () => [evidence("seen")])).toBe(true);
  expect(progress.end(0)).toBe("passed");
  expect(told.map(([part]) => `${part?.state} ${part?.steps[0]?.state}`)).toEqual([
    "running running",
    "running passed",
    "passed passed",
  ]);
  expect(progress.parts[0]?.steps[0]).toMatchObject({ evidence: [{ says: "seen", lines: [] }] });
  expect(progress.parts[0]?.steps[0]).not.toHaveProperty("hint");
});

test("a failure gets the hint for what was seen, also when the evidence does not show it", async () => {
  expect(await fail(new StepFailed([evidence("bad")], ["asks localhost"]))).toMatchObject({
    passed: false,
    state: "failed",
    step: { state: "failed", hint: "special" },
    next: "skipped",
  });
  expect(await fail(new StepFailed([evidence("bad")]))).toMatchObject({ step: { hint: "general" } });
});

test("what is refused for the student's state has failed; what the engine refuses is not decided, and says no hint", async () => {
  const refused = await fail(new UserError("refused", "It does not run."));
  expect(refused).toMatchObject({
    state: "failed",
    step: { evidence: [{ says: "It does not run." }], hint: "general" },
  });
  const unavailable = await fail(new UserError("unavailable", "Docker does not answer."));
  expect(unavailable).toMatchObject({ state: "broken", step: { state: "broken" } });
  expect(unavailable.step?.hint).toBeUndefined();
  expect(await fail(new StepBroken("too slow"))).toMatchObject({ state: "broken" });
});

test("what is ours to mend is not told to the student as a failure", async () => {
  await expect(fail(new Error("bug"))).rejects.toThrow("bug");
});

test("a run is broken when any part is, passed only when all are", () => {
  const states = (...all: CheckPartView["state"][]) =>
    stateOfParts(all.map((state) => ({ name: "", state, steps: [] })));
  expect([
    states("passed", "passed"),
    states("passed", "failed"),
    states("failed", "broken"),
    states("failed", "skipped"),
  ]).toEqual(["passed", "failed", "broken", "failed"]);
});

test("a run that is cut off keeps what is known, and says of the rest that it was not tried", async () => {
  const { progress } = progressOf(1, 2);
  progress.begin(0);
  await progress.step(0, 0, words, async () => []);
  progress.end(0);
  progress.begin(1);
  await expect(progress.step(1, 0, words, () => Promise.reject(new Error("cut")))).rejects.toThrow();
  const shown = cutParts(progress.parts, "broken").map((part) => [part.state, ...part.steps.map((step) => step.state)]);
  expect(shown).toEqual([
    ["passed", "passed"],
    ["broken", "broken", "skipped"],
  ]);
});
