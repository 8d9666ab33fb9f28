import { expect, test } from "vitest";
import { FrameDecoder } from "#server/keeper/frame-decoder";
import { encodeFrame, type Frame, MAX_PAYLOAD_BYTES, ProtocolError } from "#server/keeper/protocol";

const FRAMES = [0, 1, 8, 9, 10, 500, MAX_PAYLOAD_BYTES, 0, 3].map((length, index) => ({
  type: 68,
  session: 0xffff_fff0 + index,
  payload: Buffer.alloc(length, index),
}));
const STREAM = Buffer.concat(FRAMES.map(({ type, session, payload }) => encodeFrame(type, session, payload)));

function decode(pieces: readonly Buffer[]): Frame[] {
  const decoder = new FrameDecoder();
  const frames: Frame[] = [];
  for (const piece of pieces) decoder.push(piece, (frame) => frames.push(frame));
  return frames;
}

test.each([1, 2, 7, 9, 13, 1000, 70_000, STREAM.length])("frames survive being cut into pieces of %i bytes", (size) => {
  const pieces = Array.from({ length: Math.ceil(STREAM.length / size) }, (_, index) =>
    STREAM.subarray(index * size, (index + 1) * size),
  );
  expect(decode(pieces)).toEqual(FRAMES);
});

test("a frame inside one chunk is a view of it", () => {
  const [, , , , , , large] = decode([STREAM]);
  expect(large?.payload.buffer).toBe(STREAM.buffer);
});

test("a frame that is too long is an error, whole or in pieces", () => {
  const header = Buffer.from([68, 0, 0, 0, 1, 0, 1, 0, 1]);
  expect(() => decode([header])).toThrow(ProtocolError);
  expect(() => decode([header.subarray(0, 5), header.subarray(5)])).toThrow(ProtocolError);
});
