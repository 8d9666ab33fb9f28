import { describe, expect, it } from "vitest";
import { linkedPath } from "#app/workspace/task/linked-path";

const files = new Set(["src/X.java", "a b.txt"]);

describe("a file named in the task sheet", () => {
  it("is found by its path, also after ./ and after the word open", () => {
    expect(linkedPath("src/X.java", files)).toEqual({ path: "src/X.java" });
    expect(linkedPath("./src/X.java", files)).toEqual({ path: "src/X.java" });
    expect(linkedPath("open src/X.java", files)).toEqual({ path: "src/X.java" });
  });

  it("may bring a line", () => {
    expect(linkedPath("src/X.java#L12", files)).toEqual({ path: "src/X.java", place: { line: 12, column: 1 } });
    expect(linkedPath("src/X.java:7", files)).toEqual({ path: "src/X.java", place: { line: 7, column: 1 } });
  });

  it("may be written as an address", () => {
    expect(linkedPath("a%20b.txt", files)).toEqual({ path: "a b.txt" });
  });

  it("is nothing when no such file exists", () => {
    expect(linkedPath("https://example.org/src/X.java", files)).toBeNull();
    expect(linkedPath("100%", files)).toBeNull();
  });
});
