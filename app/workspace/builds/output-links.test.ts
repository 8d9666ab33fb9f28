import { describe, expect, it } from "vitest";
import { drawnPieces, linkPieces } from "#app/workspace/builds/output-links";
import { parseAnsi } from "#app/workspace/output/ansi";

const files = new Set(["src/A.java", "a.c", "app.ts", "app.py"]);

function linksIn(text: string) {
  return linkPieces(text, files).flatMap((piece) => (piece.link === null ? [] : [{ text: piece.text, ...piece.link }]));
}

describe("places in output", () => {
  it.each([
    ["src/A.java:3: error: x", "src/A.java", 3, 1],
    ["/workspace/src/A.java:3: error", "src/A.java", 3, 1],
    ["./a.c:12:7: warning", "a.c", 12, 7],
    ["app.ts(4,2): error TS1", "app.ts", 4, 2],
    ['  File "/workspace/app.py", line 9', "app.py", 9, 1],
  ])("are found as compilers write them: %s", (text, path, line, column) => {
    expect(linksIn(text)).toMatchObject([{ path, place: { line, column } }]);
  });

  it("are not made of files that do not exist", () => {
    expect(linksIn("Other.java:3 and 10.0.0.1:80")).toEqual([]);
  });

  it("leave the text as it was", () => {
    const text = "see a.c:1 and src/A.java:2.";
    expect(
      linkPieces(text, files)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });

  it("are found where the path and the line number have colours of their own", () => {
    const pieces = drawnPieces(parseAnsi("\x1b[96mapp.ts\x1b[0m:\x1b[93m4\x1b[0m:\x1b[93m2\x1b[0m - error"), files);
    expect(pieces.map(({ text, link, look }) => [text, link?.place.line, look.colour])).toEqual([
      ["app.ts", 4, 14],
      [":", 4, undefined],
      ["4", 4, 11],
      [":", 4, undefined],
      ["2", 4, 11],
      [" - error", undefined, undefined],
    ]);
  });
});
