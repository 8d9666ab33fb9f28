import { describe, expect, test } from "vitest";
import { nameProblem, sizeText } from "#app/workspace/files/file-path";

describe("a size", () => {
  test.each([
    [312, "312 B", "312 B"],
    [4321, "4.3 kB", "4,3 kB"],
    [99_400, "99.4 kB", "99,4 kB"],
    [99_600, "100 kB", "100 kB"],
    [20_000_000, "20.0 MB", "20,0 MB"],
    [5_000_000_000_000, "5,000 GB", "5.000 GB"],
  ])("of %i bytes is %s in English and %s in German", (bytes, english, german) => {
    expect(sizeText(bytes, "en")).toBe(english);
    expect(sizeText(bytes, "de")).toBe(german);
  });
});

describe("a name", () => {
  test.each([
    ["", "empty"],
    ["  ", "empty"],
    ["a//b", "dots"],
    ["../a", "dots"],
    ["a\0", "nul"],
    ["ä".repeat(128), "long"],
    ["a/b.txt", null],
  ])("%j has the problem %s", (name, problem) => {
    expect(nameProblem(name)).toBe(problem);
  });
});
