import { describe, expect, it } from "vitest";
import { createOutputLines } from "#app/workspace/builds/output-lines";
import type { LogChunk } from "#shared/views";

function chunk(offset: number, text: string, stream: LogChunk["stream"] = "stdout"): LogChunk {
  return { offset, stream, time: 0, bytes: new TextEncoder().encode(text) };
}

function texts(...chunks: LogChunk[]): string[] {
  const output = createOutputLines();
  for (const one of chunks) output.feed(one);
  return output.lines().map((line) => line.text);
}

describe("output lines", () => {
  it("joins a line that came in pieces", () => {
    expect(texts(chunk(0, "hel"), chunk(3, "lo\nwor"), chunk(9, "ld"))).toEqual(["hello", "world"]);
  });

  it("ignores what it has seen and takes the new part of what overlaps", () => {
    expect(texts(chunk(0, "abc\n"), chunk(0, "abc\n"), chunk(2, "c\nd\n"))).toEqual(["abc", "d"]);
  });

  it("does not break a character that was cut in two", () => {
    const bytes = new TextEncoder().encode("ü\n");
    const output = createOutputLines();
    output.feed({ offset: 0, stream: "stdout", time: 0, bytes: bytes.slice(0, 1) });
    output.feed({ offset: 1, stream: "stdout", time: 0, bytes: bytes.slice(1) });
    expect(output.lines()[0]?.text).toBe("ü");
  });

  it("tells the streams apart line by line", () => {
    const output = createOutputLines();
    output.feed(chunk(0, "out"));
    output.feed(chunk(3, "err\n", "stderr"));
    expect(output.lines().map((line) => [line.text, line.stderr])).toEqual([
      ["out", false],
      ["err", true],
    ]);
  });

  it("shows what a carriage return leaves", () => {
    expect(texts(chunk(0, "10%\r20%\rdone\r\nnext"))).toEqual(["done", "next"]);
  });

  it("carries a colour over the end of a line", () => {
    const output = createOutputLines();
    output.feed(chunk(0, "\x1b[32mgreen\nstill\x1b[0m\n"));
    expect(output.lines().map((line) => [line.text, line.pieces[0]?.look.colour])).toEqual([
      ["green", 2],
      ["still", 2],
    ]);
  });
});
