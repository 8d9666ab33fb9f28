/**
 * How output lies on disk. A log is a folder of segments; a segment is named by the offset of its first byte and holds
 * records one after the other:
 *
 *   u8 mark 0xA7 · u8 stream (0 stdout, 1 stderr) · u16be 0 · u32be length · f64be time in ms · `length` bytes
 *
 * Offsets are not stored: they follow from the segment's name. A hole in the offsets begins a new segment.
 */
import type { LogChunk } from "#shared/views";

const mark = 0xa7;
export const headerBytes = 16;
/** A record's payload is at most this, so that a broken length is recognised: 64 KiB, the keeper's largest frame. */
export const maxRecordBytes = 64 * 1024;

/** The bytes of one record. `bytes` must hold 1 to `maxRecordBytes` bytes. */
export function encodeRecord(stream: LogChunk["stream"], time: number, bytes: Uint8Array): Buffer {
  const record = Buffer.allocUnsafe(headerBytes + bytes.length);
  record.writeUInt8(mark, 0);
  record.writeUInt8(stream === "stderr" ? 1 : 0, 1);
  record.writeUInt16BE(0, 2);
  record.writeUInt32BE(bytes.length, 4);
  record.writeDoubleBE(time, 8);
  record.set(bytes, headerBytes);
  return record;
}

/** What a segment's bytes hold: whole records only; `intactBytes` is where the first broken or unfinished record begins. */
export interface SegmentContent {
  readonly chunks: LogChunk[];
  readonly end: number;
  readonly intactBytes: number;
}

/** Reads a segment that begins at offset `start`; a torn tail is left out. */
export function decodeSegment(data: Buffer, start: number): SegmentContent {
  const chunks: LogChunk[] = [];
  let position = 0;
  let offset = start;
  while (position + headerBytes <= data.length) {
    const length = data.readUInt32BE(position + 4);
    const whole = data.readUInt8(position) === mark && length > 0 && length <= maxRecordBytes;
    if (!whole || position + headerBytes + length > data.length) break;
    const stream = data.readUInt8(position + 1) === 1 ? "stderr" : "stdout";
    const time = Math.trunc(data.readDoubleBE(position + 8));
    const bytes = new Uint8Array(data.subarray(position + headerBytes, position + headerBytes + length));
    chunks.push({ offset, stream, time, bytes });
    offset += length;
    position += headerBytes + length;
  }
  return { chunks, end: offset, intactBytes: position };
}
