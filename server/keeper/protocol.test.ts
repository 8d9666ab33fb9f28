import { expect, test } from "vitest";
import {
  decodeExit,
  decodeOffset,
  decodeSession,
  encodeAttach,
  encodeFrame,
  encodeOffset,
  encodeOpen,
  encodeSignal,
  MAX_PAYLOAD_BYTES,
  ProtocolError,
} from "#server/keeper/protocol";

const FIELDS = {
  kind: "pty",
  hold: true,
  leased: false,
  cols: 80,
  rows: 24,
  ringBytes: 4096,
  nice: 5,
  oomScore: 500,
  port: 0,
  key: "k",
  place: "/w",
  argv: ["ls", "-l"],
  env: { A: "ü" },
} as const;

test("OPEN is laid out as the protocol page says", () => {
  const head = Buffer.from([1, 1, 0, 80, 0, 24, 0, 0, 16, 0, 5, 1, 244, 0, 0, 0, 2, 0, 1]);
  expect(encodeOpen(FIELDS)).toEqual(Buffer.concat([head, Buffer.from("k\0/w\0ls\0-l\0A=ü\0")]));
});

test("words with NUL and long keys are refused before anything is sent", () => {
  expect(() => encodeOpen({ ...FIELDS, argv: ["a\0b"] })).toThrow(RangeError);
  expect(() => encodeOpen({ ...FIELDS, env: { A: "\0" } })).toThrow(RangeError);
  expect(() => encodeOpen({ ...FIELDS, key: "ü".repeat(33) })).toThrow(RangeError);
  expect(() => encodeOpen({ ...FIELDS, cols: 70_000 })).toThrow(RangeError);
});

test("a payload beyond 64 KiB is refused", () => {
  expect(() => encodeFrame(5, 1, Buffer.alloc(MAX_PAYLOAD_BYTES + 1))).toThrow(RangeError);
  expect(encodeFrame(5, 1, Buffer.alloc(MAX_PAYLOAD_BYTES)).length).toBe(MAX_PAYLOAD_BYTES + 9);
});

test.each([0, 1, 0xffff_ffff, 0x1_0000_0000, Number.MAX_SAFE_INTEGER])(
  "offset %d survives the way there and back",
  (offset) => {
    expect(decodeOffset(encodeOffset(offset))).toBe(offset);
    expect(decodeOffset(encodeAttach(offset, 1, true).subarray(0, 8))).toBe(offset);
  },
);

test("each ending has its own form", () => {
  const exit = (ending: number, value: number) => {
    const payload = Buffer.alloc(21);
    payload.writeUInt8(ending, 0);
    payload.writeInt32BE(value, 1);
    payload.writeUInt32BE(7, 9);
    payload.writeUInt32BE(8, 17);
    return decodeExit(payload);
  };
  expect(exit(0, 0).ending).toEqual({ by: "none" });
  expect(exit(1, 255).ending).toEqual({ by: "code", code: 255 });
  expect(exit(2, 9).ending).toEqual({ by: "signal", signal: 9 });
  expect(exit(3, 111)).toEqual({ ending: { by: "error", errno: 111 }, endedAt: 7, endOffset: 8 });
});

test("signals name their scope", () => {
  expect(encodeSignal(15, "group")).toEqual(Buffer.from([15, 0]));
  expect(encodeSignal(9, "session")).toEqual(Buffer.from([9, 1]));
});

test("an answer that is too short or of unknown kind is a protocol error", () => {
  expect(() => decodeOffset(Buffer.alloc(7))).toThrow(ProtocolError);
  expect(() => decodeSession(1, Buffer.alloc(50))).toThrow(ProtocolError);
  expect(() => decodeSession(1, Buffer.alloc(51, 9))).toThrow(ProtocolError);
});
