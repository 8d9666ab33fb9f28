import { describe, expect, it } from "vitest";
import { changedPiece } from "#app/workspace/editor/documents/text-buffer";

describe("the changed piece of a text", () => {
  it.each([
    ["abc", "abc"],
    ["abc", "axc"],
    ["abc", "abcd"],
    ["aaa", "aa"],
    ["", "new"],
    ["old", ""],
    ["one\ntwo\nthree", "one\nTWO\nthree"],
  ])("turns %j into %j", (before, after) => {
    const piece = changedPiece(before, after);
    expect(before.slice(0, piece.start) + piece.text + before.slice(piece.end)).toBe(after);
  });

  it("is as small as it can be", () => {
    expect(changedPiece("one two three", "one 2 three")).toEqual({ start: 4, end: 7, text: "2" });
  });
});
