import { expect, test } from "vitest";
import { withGapsMarked } from "#shared/left-out";
import type { LogChunk } from "#shared/views";

function chunk(offset: number, text: string): LogChunk {
  return { offset, stream: "stdout", time: offset, bytes: new TextEncoder().encode(text) };
}
const textOf = (chunks: LogChunk[]) => chunks.map(({ bytes }) => new TextDecoder().decode(bytes)).join("");

test("what is left out of a log is said on a line of its own, at its place", () => {
  const chunks = [chunk(0, "begin\n"), chunk(12_400_006, "end\n")];
  const marked = withGapsMarked({ chunks, gaps: [{ from: 6, to: 12_400_006 }] });
  expect(textOf(marked)).toBe("begin\n… 12.4 MB left out …\nend\n");
  expect(marked.map(({ offset, time }) => [offset, time])).toEqual([
    [0, 0],
    [6, 12_400_006],
    [12_400_006, 12_400_006],
  ]);
});

test("a line that is cut off ends before the mark", () => {
  const chunks = [chunk(0, "begi"), chunk(1004, "end\n")];
  expect(textOf(withGapsMarked({ chunks, gaps: [{ from: 4, to: 1004 }] }))).toBe(
    "begi\n… 1000 bytes left out …\nend\n",
  );
});

test("a mark never reaches into what follows it", () => {
  const chunks = [chunk(0, "abc"), chunk(10, "xyz")];
  expect(textOf(withGapsMarked({ chunks, gaps: [{ from: 3, to: 10 }] }))).toBe("abcxyz");
});
