import { expect, test } from "vitest";
import { lastLines } from "#server/help/help-lines";

test("the last 200 lines are kept, an end of line at the end is none of them", () => {
  const lines = Array.from({ length: 250 }, (_, index) => `line ${index}`);
  expect(lastLines(`${lines.join("\n")}\n`)).toBe(lines.slice(50).join("\n"));
  expect(lastLines("one\ntwo")).toBe("one\ntwo");
  expect(lastLines("")).toBe("");
});

test("a byte that a database refuses in a text is left out", () => {
  expect(lastLines("a\0b\n")).toBe("ab");
});
