import { expect, test } from "vitest";
import { createRowMeasure, rowsOfText } from "#app/workspace/consoles/row-heights";
import { RunLog } from "#app/workspace/consoles/run-log";

function logOf(...lines: string[]): RunLog {
  const log = new RunLog();
  log.take({ offset: 0, stream: "stdout", time: 1, bytes: new TextEncoder().encode(lines.join("\n")) });
  return log;
}

test("a text takes as many rows as its columns need", () => {
  expect(rowsOfText("", 10)).toBe(1);
  expect(rowsOfText("0123456789", 10)).toBe(1);
  expect(rowsOfText("0123456789a", 10)).toBe(2);
  expect(rowsOfText("\x1b[31m0123456789\x1b[0m", 10)).toBe(1);
  expect(rowsOfText("\tab", 10)).toBe(1);
  expect(rowsOfText("\tabc", 10)).toBe(2);
  expect(rowsOfText("漢字漢字漢字", 10)).toBe(2);
});

test("each line begins where the one before it ends", () => {
  const heights = createRowMeasure()(logOf("a", "b".repeat(25), "c"), 10);
  expect([0, 1, 2].map((index) => heights.topOf(index))).toEqual([0, 1, 4]);
  expect(heights.total()).toBe(5);
  expect([0, 1, 3, 4].map((row) => heights.at(row))).toEqual([0, 1, 1, 2]);
});

test("a last line that grows is measured anew", () => {
  const log = logOf("a", "b");
  const measure = createRowMeasure();
  expect(measure(log, 10).total()).toBe(2);
  log.take({ offset: log.end, stream: "stdout", time: 1, bytes: new TextEncoder().encode("b".repeat(20)) });
  expect(measure(log, 10).total()).toBe(4);
});

test("a cleared log has no rows, and what follows begins at the top", () => {
  const log = logOf("a", "b");
  const measure = createRowMeasure();
  measure(log, 10);
  log.clear();
  expect(measure(log, 10).total()).toBe(0);
  log.take({ offset: log.end, stream: "stdout", time: 1, bytes: new TextEncoder().encode("c\nd") });
  expect(measure(log, 10).topOf(1)).toBe(1);
});

test("lines that do not wrap are one row each", () => {
  expect(createRowMeasure()(logOf("a".repeat(500), "b"), 0).total()).toBe(2);
});
