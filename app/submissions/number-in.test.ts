import { expect, test } from "vitest";
import { numberIn } from "#app/submissions/number-in";

test.each([
  ["", null],
  ["  ", null],
  ["7", 7],
  [" 7,5 ", 7.5],
  ["7.25", 7.25],
  ["0", 0],
  ["10000", 10_000],
  ["10001", undefined],
  ["-1", undefined],
  ["7.255", undefined],
  ["seven", undefined],
  ["1e3", undefined],
])("%j is %j points", (text, points) => {
  expect(numberIn(text)).toBe(points);
});
