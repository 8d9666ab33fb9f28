import { expect, test } from "vitest";
import { inOrder } from "#app/submissions/feedback-order";
import { FeedbackId } from "#shared/ids";
import type { FeedbackAnchor, FeedbackView } from "#shared/submissions/feedback";

function remark(id: string, at: number, anchor: FeedbackAnchor): FeedbackView {
  return { id: FeedbackId.parse(id), anchor, text: id, by: "Tom", mine: false, at, changedAt: null };
}

test("remarks stand where one looks for them: all of it, file by file and line by line, the check, the recordings", () => {
  const order = inOrder([
    remark("recording", 1, { kind: "recording", recording: "r", title: "server", at: 3 }),
    remark("step", 2, { kind: "step", part: 1, step: 0 }),
    remark("b9", 3, { kind: "line", path: "b.mjs", line: 9 }),
    remark("b10", 4, { kind: "line", path: "b.mjs", line: 10 }),
    remark("a3-later", 6, { kind: "line", path: "a.mjs", line: 3 }),
    remark("a3", 5, { kind: "line", path: "a.mjs", line: 3 }),
    remark("general", 7, { kind: "general" }),
  ]);
  expect(order.map(({ id }) => id)).toEqual(["general", "a3", "a3-later", "b9", "b10", "step", "recording"]);
});
