import { expect, test } from "vitest";
import { parseAnsi, stripAnsi } from "#app/workspace/output/ansi";

test("colours and weights become looks", () => {
  expect(parseAnsi("a\x1b[1;31mb\x1b[22mc\x1b[0md")).toEqual([
    { text: "a", look: {} },
    { text: "b", look: { bold: true, colour: 1 } },
    { text: "c", look: { bold: false, dim: false, colour: 1 } },
    { text: "d", look: {} },
  ]);
});

test("colours of the table of 256 and true colours are understood", () => {
  expect(parseAnsi("\x1b[38;5;196mx")[0]?.look.colour).toBe("rgb(255 0 0)");
  expect(parseAnsi("\x1b[48;2;1;2;3mx")[0]?.look.ground).toBe("rgb(1 2 3)");
  expect(parseAnsi("\x1b[38;5;9mx")[0]?.look.colour).toBe(9);
});

test("nothing else of an escape sequence is shown", () => {
  expect(stripAnsi("\x1b]0;title\x07a\x1b[2Kb\x1b(Bc\x07\td")).toBe("abc\td");
});

test("a sequence that is cut off shows nothing", () => {
  expect(stripAnsi("xy\x1b")).toBe("xy");
});
