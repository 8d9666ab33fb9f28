import { expect, test } from "vitest";
import { judgedBuild } from "#app/workspace/builds/judged-build";
import { BuildId } from "#shared/ids";
import type { BuildState } from "#shared/states";
import type { BuildView } from "#shared/views";

function build(number: number, state: BuildState): BuildView {
  const id = BuildId.parse(`build0000000000${number}`);
  return { id, number, state, command: "make", createdAt: 0, diagnostics: [], artifacts: [] };
}

test("what a build said holds while the next one runs and after that one was cancelled", () => {
  expect(judgedBuild([build(3, "running"), build(2, "cancelled"), build(1, "failed")])?.number).toBe(1);
  expect(judgedBuild([build(2, "succeeded"), build(1, "failed")])?.number).toBe(2);
  expect(judgedBuild([build(1, "cancelled")])).toBeUndefined();
});
