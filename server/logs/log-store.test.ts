import { appendFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLogStore, type LogStore } from "#server/logs/log-store";
import { WorkspaceId } from "#shared/ids";

const workspace = WorkspaceId.parse("w1");
let root: string;
let store: LogStore;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "varlab-logs-"));
  store = createLogStore({ root });
});
afterEach(() => rm(root, { recursive: true }));

const bytes = (text: string) => Buffer.from(text);
const textOf = (chunks: { bytes: Uint8Array }[]) => Buffer.concat(chunks.map((chunk) => chunk.bytes)).toString();

async function readWhole(of: LogStore, id: string, pageBytes?: number) {
  const chunks = [];
  let from = 0;
  for (;;) {
    const page = await of.read(workspace, id, from, pageBytes);
    chunks.push(...page.chunks);
    if (page.chunks.length === 0) return { ...page, chunks, text: textOf(chunks) };
    from = page.next;
  }
}

test("a log that does not exist reads as empty", async () => {
  expect(await store.read(workspace, "none", 0)).toEqual({
    chunks: [],
    gaps: [],
    next: 0,
    end: 0,
    first: 0,
  });
  expect(await store.read(workspace, "none", 99)).toEqual({
    chunks: [],
    gaps: [],
    next: 0,
    end: 0,
    first: 0,
  });
});

test("output keeps its order, its streams, its times and its offsets", async () => {
  const log = await store.open(workspace, "r");
  await log.append("stdout", 1000, bytes("one\n"));
  await log.append("stderr", 1001, bytes("bad\n"));
  await log.append("stdout", 2000, bytes("two\n"));
  await log.close();
  const page = await store.read(workspace, "r", 0);
  expect(
    page.chunks.map(({ offset, stream, time, bytes: data }) => [offset, stream, time, Buffer.from(data).toString()]),
  ).toEqual([
    [0, "stdout", 1000, "one\n"],
    [4, "stderr", 1001, "bad\n"],
    [8, "stdout", 2000, "two\n"],
  ]);
  expect(page).toMatchObject({ next: 12, end: 12, first: 0 });
});

test("a page begins and ends in the middle of a piece", async () => {
  const log = await store.open(workspace, "r");
  await log.append("stdout", 1, bytes("abcdefghij"));
  await log.close();
  const page = await store.read(workspace, "r", 3, 4);
  expect(page.chunks.map((chunk) => [chunk.offset, Buffer.from(chunk.bytes).toString()])).toEqual([[3, "defg"]]);
  expect(page).toMatchObject({ next: 7, end: 10 });
  expect(await store.read(workspace, "r", 10)).toMatchObject({
    chunks: [],
    next: 10,
    end: 10,
  });
});

test("appends that nobody waited for are all there after a flush", async () => {
  const log = await store.open(workspace, "r");
  let expected = "";
  for (let index = 0; index < 5000; index += 1) {
    expected += `line ${index}\n`;
    void log.append("stdout", index, bytes(`line ${index}\n`));
  }
  await log.flush();
  expect((await readWhole(store, "r", 1000)).text).toBe(expected);
  await log.close();
});

test("an append made the moment a flush ends is written too", async () => {
  const log = await store.open(workspace, "r");
  for (let index = 0; index < 200; index += 1) {
    await log.append("stdout", 1, bytes("x"));
    await log.append("stdout", 1, bytes("y"));
    expect((await store.read(workspace, "r", 0)).end).toBe(2 * (index + 1));
  }
  await log.close();
});

test("a reopened log goes on where it ended, without what a crash tore off", async () => {
  const log = await store.open(workspace, "r");
  await log.append("stdout", 1, bytes("whole"));
  await log.close();
  const folder = path.join(root, workspace, "r.log");
  const [segment = ""] = await readdir(folder);
  await appendFile(
    path.join(folder, segment),
    Buffer.from([0xa7, 0, 0, 0, 0, 0, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 0x68, 0x61]),
  );
  expect(textOf((await store.read(workspace, "r", 0)).chunks)).toBe("whole");
  const again = await store.open(workspace, "r");
  expect(again.end).toBe(5);
  await again.append("stderr", 2, bytes(" again"));
  await again.close();
  expect((await readWhole(store, "r")).text).toBe("whole again");
});

test("a tail of zeros is no output", async () => {
  const log = await store.open(workspace, "r");
  await log.append("stdout", 1, bytes("whole"));
  await log.close();
  const folder = path.join(root, workspace, "r.log");
  const [segment = ""] = await readdir(folder);
  await appendFile(path.join(folder, segment), Buffer.alloc(4096));
  const again = await store.open(workspace, "r");
  expect(again.end).toBe(5);
  await again.close();
});

test("what is delivered twice is kept once", async () => {
  const log = await store.open(workspace, "r");
  await log.append("stdout", 1, bytes("abcdef"), 0);
  await log.append("stdout", 1, bytes("abcdef"), 0);
  await log.append("stdout", 1, bytes("defghi"), 3);
  await log.close();
  expect((await readWhole(store, "r")).text).toBe("abcdefghi");
});

test("what was never delivered is a hole in the offsets", async () => {
  const log = await store.open(workspace, "r");
  await log.append("stdout", 1, bytes("abc"), 0);
  await log.append("stdout", 1, bytes("xyz"), 1000);
  await log.close();
  const whole = await readWhole(store, "r");
  expect(whole.chunks.map((chunk) => chunk.offset)).toEqual([0, 1000]);
  expect((await store.read(workspace, "r", 0)).gaps).toEqual([{ from: 3, to: 1000 }]);
  const again = await store.open(workspace, "r");
  expect(again.end).toBe(1003);
  await again.close();
});

test("a long log loses its middle: its beginning and its end stay, and the page says what is left out between", async () => {
  const small = createLogStore({ root, keptBytes: 160_000 });
  const log = await small.open(workspace, "r");
  const lineOf = (index: number) => `${String(index).padStart(99)}\n`;
  for (let index = 0; index < 10_000; index += 1) await log.append("stdout", index * 100, bytes(lineOf(index)));
  await log.close();
  const again = await small.open(workspace, "r");
  await again.append("stdout", 1, bytes("the end\n"));
  await again.close();

  const page = await small.read(workspace, "r", 0, 1_000_000);
  expect(page).toMatchObject({ first: 0, end: 1_000_008, next: 1_000_008 });
  const [gap, ...others] = page.gaps;
  if (gap === undefined) throw new Error("nothing is left out");
  expect(others).toEqual([]);
  // At least a sixteenth of what is kept of the end, and whole lines in this log.
  expect(gap.from).toBeGreaterThanOrEqual(10_000);
  expect(gap.from).toBeLessThan(25_000);
  expect(gap.to).toBeGreaterThan(800_000);
  const text = textOf(page.chunks);
  expect(text.length).toBe(page.end - (gap.to - gap.from));
  expect(text.startsWith(lineOf(0))).toBe(true);
  expect(text.slice(gap.from).startsWith(lineOf(gap.to / 100))).toBe(true);
  expect(text.endsWith("the end\n")).toBe(true);

  // However it is cut into pages, each stretch that is left out is said once.
  const gaps = [];
  for (let from = 0; from < page.end; ) {
    const part = await small.read(workspace, "r", from, 7000);
    gaps.push(...part.gaps);
    from = part.next;
  }
  expect(gaps).toEqual([gap]);
  expect((await small.read(workspace, "r", gap.from + 5)).gaps).toEqual([{ from: gap.from + 5, to: gap.to }]);
});

test("a log can be removed, also twice", async () => {
  const log = await store.open(workspace, "r");
  await log.append("stdout", 1, bytes("abc"));
  await log.close();
  await store.remove(workspace, "r");
  await store.remove(workspace, "r");
  expect((await store.read(workspace, "r", 0)).end).toBe(0);
});

test("the logs of workspaces that are gone are swept, the others stay", async () => {
  const gone = WorkspaceId.parse("w2");
  for (const id of [workspace, gone]) {
    const log = await store.open(id, "r");
    await log.append("stdout", 1, bytes("abc"));
    await log.close();
  }
  await store.sweep(async () => new Set([workspace]));
  expect((await store.read(workspace, "r", 0)).end).toBe(3);
  expect((await store.read(gone, "r", 0)).end).toBe(0);
});
