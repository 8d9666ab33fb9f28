import { expect, test } from "vitest";
import { ENV, startKeeper } from "./keeper-host";
import { collectOutput } from "./output";

const FLOOD = { kind: "pipes", argv: ["yes", "flood flood flood"], env: ENV } as const;
const ECHO = { kind: "pipes", argv: ["cat"], env: ENV } as const;

test("an echo stays quick beside three floods", async () => {
  const link = await (await startKeeper()).link();
  for (let index = 0; index < 3; index++) {
    const flood = await link.open({ ...FLOOD, kind: index % 2 ? "pty" : "pipes" });
    flood.attach({ paced: true }, { data: ({ offset, bytes }) => flood.ack(offset + bytes.length) });
  }
  const echo = await link.open({ kind: "pty", argv: ["sh", "-c", "stty raw -echo; echo ready; exec cat"], env: ENV });
  const output = collectOutput(echo);
  await output.until(({ text }) => text.includes("ready"));
  const times: number[] = [];
  for (let index = 0; index < 200; index++) {
    const before = output.end;
    const start = performance.now();
    await echo.write(Buffer.from("x"));
    await output.until(({ end }) => end > before);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  // Alone it takes about 0.15 ms; the floods keep both cores busy, so this is a limit against queues, not a race.
  expect(times[100]).toBeLessThan(25);
});

test("a paced reader that stops stalls its program and no other", async () => {
  const link = await (await startKeeper()).link();
  const flood = await link.open({ ...FLOOD, hold: true });
  const stopped = collectOutput(flood, { paced: true, window: 64 * 1024, mute: true });
  const echo = await link.open(ECHO);
  const output = collectOutput(echo);
  await stopped.until(({ end }) => end === 64 * 1024);
  await echo.write(Buffer.from("hello"));
  await output.until(({ text }) => text === "hello");
  const [info] = await link.list();
  expect(info).toMatchObject({ id: flood.id, endOffset: 64 * 1024, alive: true });
  expect(stopped.end).toBe(64 * 1024);
  flood.ack(64 * 1024);
  await stopped.until(({ end }) => end === 128 * 1024);
  expect(stopped.gaps).toEqual([]);
});

test("an unpaced reader that stops gets a gap afterwards, and the program never waited", async () => {
  const link = await (await startKeeper()).link();
  const session = await link.open({
    kind: "pipes",
    argv: ["seq", "1", "1000000"],
    env: ENV,
    ringBytes: 64 * 1024,
    hold: true,
  });
  const output = collectOutput(session, { window: 16 * 1024, mute: true });
  await output.until(({ end }) => end === 16 * 1024);
  await expect.poll(async () => (await link.list())[0]?.alive).toBe(false);
  session.attach({ from: 16 * 1024 }, { data: () => undefined });
  session.detach();
  const late = collectOutput(session, { from: 16 * 1024 });
  const exit = await session.exited;
  expect(late.gaps).toEqual([{ from: 16 * 1024, to: exit.endOffset - 64 * 1024 }]);
  expect(late.end).toBe(exit.endOffset);
  expect(late.text.endsWith("999999\n1000000\n")).toBe(true);
});

test("without a viewer a program runs on, and a later one sees the end of its output and its exit", async () => {
  const host = await startKeeper();
  const first = await host.link();
  await first.open({ kind: "pipes", argv: ["sh", "-c", "seq 1 300000; exit 9"], env: ENV, key: "lonely" });
  first.end();
  const link = await host.link();
  await expect.poll(async () => (await link.list())[0]?.alive).toBe(false);
  const [info] = await link.list();
  if (!info) throw new Error("the session is gone");
  expect(info).toMatchObject({ key: "lonely", ending: { by: "code", code: 9 }, endOffset: 1_988_895 });
  const session = link.adopt(info);
  const output = collectOutput(session);
  expect((await session.exited).ending).toEqual({ by: "code", code: 9 });
  expect(output.bytes.length).toBe(256 * 1024);
  expect(output.text.endsWith("300000\n")).toBe(true);
});

test("a viewer that stays stuck no longer slows a program once another paced viewer came", async () => {
  const host = await startKeeper();
  const old = await host.link();
  const session = await old.open({ ...FLOOD, hold: true, key: "flood" });
  const stuck = collectOutput(session, { paced: true, window: 4096, mute: true });
  await stuck.until(({ end }) => end === 4096);
  const link = await host.link();
  const [info] = await link.list();
  if (!info) throw new Error("the session is gone");
  const output = collectOutput(link.adopt(info), { paced: true });
  await output.until(({ end }) => end > 2_000_000);
  expect(output.gaps).toEqual([]);
});

test("two streams that alternate byte by byte lose nothing for a paced reader", async () => {
  const link = await (await startKeeper()).link();
  const script = "import os\nfor i in range(30000):\n os.write(1 + i % 2, b'oe'[i % 2:i % 2 + 1])";
  const session = await link.open({
    kind: "pipes",
    argv: ["python3", "-c", script],
    env: ENV,
    ringBytes: 65_536,
    hold: true,
  });
  const output = collectOutput(session, { paced: true });
  await session.exited;
  expect(output.gaps).toEqual([]);
  const streams = [0, 1].map((wanted) =>
    output.chunks
      .filter(({ stream }) => stream === wanted)
      .map(({ text }) => text)
      .join(""),
  );
  expect(streams).toEqual(["o".repeat(15_000), "e".repeat(15_000)]);
});

test("a window larger than the ring does not let a paced program outrun the ring", async () => {
  const link = await (await startKeeper()).link();
  const session = await link.open({ kind: "pipes", argv: ["seq", "100000"], env: ENV, ringBytes: 4096, hold: true });
  const output = collectOutput(session, { paced: true, window: 1024 * 1024 });
  expect((await session.exited).endOffset).toBe(588_895);
  expect(output.gaps).toEqual([]);
  expect(output.bytes.length).toBe(588_895);
});
