import { describe, expect, it } from "vitest";
import { isChord, type Stroke } from "#app/workspace/commands/key";

function stroke(over: Partial<Stroke>): Stroke {
  return { key: "", code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...over };
}

describe("a chord", () => {
  it("is met by its letter with exactly its modifiers", () => {
    expect(isChord(stroke({ key: "b", ctrlKey: true }), "Ctrl+B")).toBe(true);
    expect(isChord(stroke({ key: "B", ctrlKey: true, shiftKey: true }), "Ctrl+B")).toBe(false);
    expect(isChord(stroke({ key: "b" }), "Ctrl+B")).toBe(false);
  });

  it("takes Cmd for Ctrl", () => {
    expect(isChord(stroke({ key: "p", metaKey: true }), "Ctrl+P")).toBe(true);
  });

  it("finds digits by their place, whatever they type with Alt", () => {
    expect(isChord(stroke({ key: "¡", code: "Digit1", altKey: true }), "Alt+1")).toBe(true);
  });

  it("finds the backquote by its place on a German keyboard", () => {
    expect(isChord(stroke({ key: "Dead", code: "Backquote", ctrlKey: true }), "Ctrl+`")).toBe(true);
  });
});
