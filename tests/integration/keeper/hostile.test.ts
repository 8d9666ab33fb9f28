import { constants } from "node:os";
import { expect, test } from "vitest";
import { FrameDecoder } from "#server/keeper/frame-decoder";
import {
  Answer,
  decodeError,
  encodeFrame,
  encodeHello,
  encodeOpen,
  type Frame,
  Request,
} from "#server/keeper/protocol";
import { ENV, type KeeperHost, startKeeper } from "./keeper-host";
import { collectOutput } from "./output";

const HELLO = encodeFrame(Request.HELLO, 0, encodeHello());
const OPEN = encodeOpen({
  kind: "pipes",
  hold: false,
  leased: false,
  cols: 80,
  rows: 24,
  ringBytes: 0,
  nice: 0,
  oomScore: 0,
  port: 0,
  key: "",
  place: "",
  argv: ["true"],
  env: {},
});

function patched(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}

const MALFORMED: Record<string, Buffer> = {
  "a frame before hello": encodeFrame(Request.LIST, 0),
  "a hello without version": encodeFrame(Request.HELLO, 0),
  "a frame that is too long": Buffer.concat([HELLO, Buffer.from([Request.INPUT, 0, 0, 0, 1, 0, 1, 0, 1])]),
  "a length of four gigabytes": Buffer.concat([HELLO, Buffer.from([Request.INPUT, 0, 0, 0, 1, 255, 255, 255, 255])]),
  "an unknown type": Buffer.concat([HELLO, encodeFrame(200, 1)]),
  "an open of session 0": Buffer.concat([HELLO, encodeFrame(Request.OPEN, 0, OPEN)]),
  "an empty open": Buffer.concat([HELLO, encodeFrame(Request.OPEN, 1)]),
  "an open of unknown kind": Buffer.concat([HELLO, encodeFrame(Request.OPEN, 1, patched(OPEN, 0, 9))]),
  "an open with more arguments than strings": Buffer.concat([
    HELLO,
    encodeFrame(Request.OPEN, 1, patched(OPEN, 16, 9)),
  ]),
  "an open with 65,535 arguments": Buffer.concat([
    HELLO,
    encodeFrame(Request.OPEN, 1, patched(patched(OPEN, 15, 255), 16, 255)),
  ]),
  "an open without arguments": Buffer.concat([HELLO, encodeFrame(Request.OPEN, 1, patched(OPEN, 16, 0))]),
  "an open whose last string does not end": Buffer.concat([HELLO, encodeFrame(Request.OPEN, 1, OPEN.subarray(0, -1))]),
};

function outcome(host: KeeperHost, bytes: Buffer): Promise<string> {
  const raw = host.raw();
  raw.output.write(bytes);
  return new Promise((resolve) => {
    raw.input.resume();
    raw.input.once("end", () => resolve("closed"));
  });
}

test.each(Object.entries(MALFORMED))("%s ends that link and nothing else", async (_, bytes) => {
  const host = await startKeeper();
  const link = await host.link();
  const session = await link.open({ kind: "pipes", argv: ["cat"], env: ENV });
  const output = collectOutput(session);
  expect(await outcome(host, bytes)).toBe("closed");
  await session.write(Buffer.from("unharmed"));
  await output.until(({ text }) => text === "unharmed");
});

test("random frames do not hurt the keeper", async () => {
  const host = await startKeeper();
  let seed = 42;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  for (let round = 0; round < 60; round++) {
    const frames = Array.from({ length: 200 }, () => {
      const payload = random(4) ? Buffer.from(Array.from({ length: random(30) }, () => random(256))) : OPEN;
      const type = 1 + random(11);
      return encodeFrame(type, 1 + random(4), type === Request.OPEN ? OPEN : payload);
    });
    const raw = host.raw();
    raw.input.resume();
    raw.output.end(Buffer.concat([HELLO, ...frames]));
    await new Promise((resolve) => raw.input.once("end", resolve));
  }
  const link = await host.link();
  for (const info of await link.list()) await link.adopt(info).close();
  expect((await link.run({ argv: ["echo", "well"], env: ENV, timeoutMs: 5_000 })).stdout.toString()).toBe("well\n");
});

test("a link that never reads its answers holds up nobody, and its memory is bounded", async () => {
  const host = await startKeeper();
  const raw = host.raw();
  raw.output.write(HELLO);
  const lists = Buffer.concat(Array.from({ length: 10_000 }, () => encodeFrame(Request.LIST, 0)));
  for (let index = 0; index < 30; index++) raw.output.write(lists);
  const link = await host.link();
  expect((await link.run({ argv: ["echo", "well"], env: ENV, timeoutMs: 5_000 })).stdout.toString()).toBe("well\n");
  raw.process.kill("SIGKILL");
});

test("a ninth link is turned away, silent ones make way", async () => {
  const host = await startKeeper();
  const silent = Array.from({ length: 8 }, () => host.raw());
  const links = [];
  for (let index = 0; index < 8; index++) links.push(await host.link());
  expect(await outcome(host, HELLO)).toBe("closed");
  await Promise.all(links.map((link) => link.list()));
  for (const { process } of silent) process.kill("SIGKILL");
});

test("input beyond the credit is refused whole, and what was accepted arrives", async () => {
  const host = await startKeeper();
  const link = await host.link();
  const session = await link.open({ kind: "pipes", argv: ["sh", "-c", "echo up; sleep 1000"], env: ENV });
  const raw = host.raw();
  const input = encodeFrame(Request.INPUT, session.id, Buffer.alloc(60_000, "x"));
  raw.output.write(Buffer.concat([HELLO, ...Array.from({ length: 20 }, () => input)]));
  const decoder = new FrameDecoder();
  const refusal = await new Promise<Frame>((resolve) => {
    raw.input.on("data", (part: Buffer) => {
      decoder.push(part, (frame) => frame.type === Answer.ERROR && resolve(frame));
    });
  });
  expect(decodeError(refusal.payload)).toMatchObject({ errno: constants.errno.ENOBUFS, request: Request.INPUT });
  // The pipe took 64 KiB, the keeper holds at most as much again.
  const [info] = await link.list();
  expect(info?.inputAccepted).toBe(120_000);
  await session.close();
});
