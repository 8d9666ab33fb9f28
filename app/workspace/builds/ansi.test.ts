import { describe, expect, it } from "vitest";
import { styledRuns } from "#app/workspace/builds/ansi";

describe("coloured output", () => {
  it("is cut into runs at its colours", () => {
    const { runs, style } = styledRuns("a\x1b[1;31merr\x1b[0mb", {});
    expect(runs).toEqual([
      { text: "a", style: {} },
      { text: "err", style: { bold: true, color: "var(--failed)" } },
      { text: "b", style: {} },
    ]);
    expect(style).toEqual({});
  });

  it("carries its style over the end of a line", () => {
    const first = styledRuns("\x1b[32mgreen", {});
    expect(styledRuns("still", first.style).runs[0]?.style.color).toBe("var(--running)");
  });

  it("drops what moves the cursor, sets titles or is cut off", () => {
    expect(
      styledRuns("\x1b[2Kx\x1b]0;title\x07y\x1b", {})
        .runs.map((run) => run.text)
        .join(""),
    ).toBe("xy");
  });

  it("knows 256 and true colours", () => {
    expect(styledRuns("\x1b[38;5;196mx", {}).runs[0]?.style.color).toBe("rgb(255 0 0)");
    expect(styledRuns("\x1b[38;2;1;2;3mx", {}).runs[0]?.style.color).toBe("rgb(1 2 3)");
  });
});
