import { expect, test } from "vitest";
import { buildFailure, failureSentence, later, newer, withBuild } from "#server/class/class-workspace";
import type { ClassWorkspace } from "#shared/class";
import { BuildId, InstanceName, WorkspaceId } from "#shared/ids";
import type { BuildView } from "#shared/views";

const row: ClassWorkspace = {
  id: WorkspaceId.parse("w1"),
  experiment: { slug: "relay", title: "Relay" },
  version: 1,
  state: "ready",
  openedAt: 1,
  online: true,
  visitors: [],
  instances: [],
};

function build(number: number, state: BuildView["state"], more: Partial<BuildView> = {}): BuildView {
  const id = BuildId.parse(`b${number}`);
  return { id, number, state, command: "make", createdAt: number * 10, diagnostics: [], artifacts: [], ...more };
}

test("a build that succeeds leaves the last failure where it was, with its time", () => {
  const failed = withBuild(row, build(1, "failed", { endedAt: 15, exitCode: 2 }));
  const mended = withBuild(failed, build(2, "succeeded", { endedAt: 25 }));
  expect(mended.build).toMatchObject({ number: 2, state: "succeeded", at: 25 });
  expect(mended.failure).toEqual({
    kind: "build",
    id: "b1",
    number: 1,
    sentence: "It ended with exit code 2.",
    at: 15,
  });
  expect(mended.progressAt).toBe(20);
});

test("late news of an older build does not hide the newer one", () => {
  const newest = withBuild(row, build(2, "running"));
  expect(withBuild(newest, build(1, "failed")).build).toMatchObject({ number: 2 });
});

test("a failed build is told by its first error, in one line of bearable length", () => {
  const error = { file: "a.c", line: 3, column: 1, severity: "error" as const, source: "gcc" };
  const failure = buildFailure(
    build(1, "failed", { diagnostics: [{ ...error, message: `${"x".repeat(300)}\nmore` }] }),
  );
  expect(failure?.sentence).toMatch(/^a\.c:3: x+…$/);
  expect(failure?.sentence.length).toBe(200);
  expect(buildFailure(build(1, "cancelled"))).toBeUndefined();
  expect(buildFailure(build(1, "running"))).toBeUndefined();
  expect(buildFailure(build(1, "timed-out"))?.sentence).toBe("It took too long.");
});

test("a program's failure is told by its reason, its signal or its exit code", () => {
  expect(failureSentence({ note: "Out of memory.", run: { exitCode: 137 } })).toBe("Out of memory.");
  expect(failureSentence({ run: { signal: "SIGSEGV" } })).toBe("It was ended by signal SIGSEGV.");
  expect(failureSentence({ run: { exitCode: 3 } })).toBe("It ended with exit code 3.");
  expect(failureSentence({})).toBe("It failed.");
});

test("of two failures the later one is the last one, and of no times there is none", () => {
  const name = InstanceName.parse("one");
  const [early, late] = [1, 2].map((at) => ({ kind: "instance" as const, name, sentence: "", at }));
  expect(newer(late, early)).toBe(late);
  expect(newer(undefined, early)).toBe(early);
  expect(later(undefined, 3, 1)).toBe(3);
  expect(later(undefined)).toBeUndefined();
});
