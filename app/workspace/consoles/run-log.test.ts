import { expect, test } from "vitest";
import { RunLog } from "#app/workspace/consoles/run-log";
import type { LogChunk } from "#shared/views";

function chunk(offset: number, text: string, stream: LogChunk["stream"] = "stdout"): LogChunk {
  return { offset, stream, time: 1, bytes: new TextEncoder().encode(text) };
}

function texts(log: RunLog): string[] {
  return log.all.map(({ kind, text }) => `${kind}:${text}`);
}

test("a line grows until its line feed comes", () => {
  const log = new RunLog();
  log.take(chunk(0, "Name"));
  log.take(chunk(4, ": \nnext"));
  expect(texts(log)).toEqual(["stdout:Name: ", "stdout:next"]);
});

test("a chunk that came already is taken once", () => {
  const log = new RunLog();
  log.take(chunk(0, "one\n"));
  expect(log.take(chunk(0, "one\ntwo\n"))).toBe(true);
  expect(texts(log)).toEqual(["stdout:one", "stdout:two"]);
  expect(log.end).toBe(8);
});

test("a chunk after a hole is refused and changes nothing", () => {
  const log = new RunLog();
  expect(log.take(chunk(5, "late\n"))).toBe(false);
  expect(texts(log)).toEqual([]);
});

test("a character that is cut between two chunks is whole", () => {
  const bytes = new TextEncoder().encode("ä\n");
  const log = new RunLog();
  log.take({ offset: 0, stream: "stdout", time: 1, bytes: bytes.subarray(0, 1) });
  log.take({ offset: 1, stream: "stdout", time: 1, bytes: bytes.subarray(1) });
  expect(texts(log)).toEqual(["stdout:ä"]);
});

test("stderr in the middle of a line of stdout begins a line of its own", () => {
  const log = new RunLog();
  log.take(chunk(0, "half"));
  log.take(chunk(4, "bad\n", "stderr"));
  log.take(chunk(8, "rest\n"));
  expect(texts(log)).toEqual(["stdout:half", "stderr:bad", "stdout:rest"]);
});

test("a carriage return goes back to the beginning of the line", () => {
  const log = new RunLog();
  log.take(chunk(0, "10 %\r20 %\r"));
  log.take(chunk(10, "30 %\r\ndone\r\n"));
  expect(texts(log)).toEqual(["stdout:30 %", "stdout:done"]);
});

test("a colour holds over the end of a line", () => {
  const log = new RunLog();
  log.take(chunk(0, "\x1b[31mred\nstill\x1b[0m\nplain\n"));
  expect(log.all.map(({ look }) => look.colour)).toEqual([undefined, 1, undefined]);
});

test("a log of a quarter million lines keeps the newest and still numbers them right", () => {
  const log = new RunLog();
  log.take(chunk(0, Array.from({ length: 250_000 }, (_, index) => `${index}\n`).join("")));
  expect(log.all.length).toBeLessThanOrEqual(220_000);
  expect(log.all[0]?.text).toBe(String(log.dropped));
  expect(log.all.at(-1)?.text).toBe("249999");
});

test("what was typed stands where it was typed", () => {
  const log = new RunLog();
  log.take(chunk(0, "Name: "));
  log.echo("Anton", 2);
  log.take(chunk(6, "Hello Anton\n"));
  expect(texts(log)).toEqual(["stdout:Name: ", "input:Anton", "stdout:Hello Anton"]);
});
