import { describe, expect, it } from "vitest";
import { changedPiece, changedPieces, type TextPiece } from "#shared/text-pieces";

const cases = [
  ["abc", "abc"],
  ["abc", "axc"],
  ["abc", "abcd"],
  ["aaa", "aa"],
  ["", "new"],
  ["old", ""],
  ["one\ntwo\nthree", "one\nTWO\nthree"],
  ["a\nb\nc\nd\n", "a\nB\nc\nD\n"],
  ["a\nb\nc\nd", "x\na\nc\nd\ny\n"],
  ["a\na\na\n", "a\nb\na\na\na\n"],
  ["1\n2\n3\n4\n5\n", "5\n4\n3\n2\n1\n"],
] as const;

function replaced(before: string, pieces: readonly TextPiece[]): string {
  return pieces.reduceRight((text, piece) => text.slice(0, piece.start) + piece.text + text.slice(piece.end), before);
}

describe("the changed piece of a text", () => {
  it.each(cases)("turns %j into %j", (before, after) => {
    expect(replaced(before, [changedPiece(before, after)])).toBe(after);
  });

  it("is as small as it can be", () => {
    expect(changedPiece("one two three", "one 2 three")).toEqual({ start: 4, end: 7, text: "2" });
  });
});

describe("the changed pieces of a text", () => {
  it.each(cases)("turn %j into %j", (before, after) => {
    expect(replaced(before, changedPieces(before, after))).toBe(after);
  });

  it("leave the lines alone that stay", () => {
    expect(changedPieces("a1\nkept\nb1\n", "a2\nkept\nb2\n")).toEqual([
      { start: 1, end: 2, text: "2" },
      { start: 9, end: 10, text: "2" },
    ]);
  });

  it("are one piece when texts are too long to compare line by line", () => {
    const long = (word: string) => `${word}\n`.repeat(3000);
    expect(changedPieces(`${long("a")}same\n${long("b")}`, `${long("c")}same\n${long("d")}`)).toHaveLength(1);
  });
});
