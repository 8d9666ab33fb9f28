import { type FileHandle, open, rm } from "node:fs/promises";
import path from "node:path";
import { decodeSegment, encodeRecord, maxRecordBytes } from "#server/logs/log-record";
import { listSegments, segmentName } from "#server/logs/segments";
import type { LogChunk } from "#shared/views";

/** Appends to one log. Bytes get consecutive offsets; what is flushed survives a kill -9 of this process. */
export interface LogWriter {
  /** The offset that the next byte gets. */
  readonly end: number;
  /** Takes a piece of output and resolves when it is written: await it before taking much more.
   * `offset` (default: `end`) is where the piece belongs: what is already in the log is left out, what is missing before it becomes a hole. */
  append(stream: LogChunk["stream"], time: number, bytes: Uint8Array, offset?: number): Promise<void>;
  /** Resolves when everything appended so far is written. */
  flush(): Promise<void>;
  /** Flushes and gives the file back. Closing twice is fine. */
  close(): Promise<void>;
}

interface Piece {
  stream: LogChunk["stream"];
  time: number;
  offset: number;
  parts: Uint8Array[];
  length: number;
}

interface Segment {
  readonly file: FileHandle;
  /** Bytes of the file. */
  size: number;
}

/** A segment is a sixteenth of what is kept of the end, so dropping the oldest one loses little. Of the beginning as much as one segment is kept for good. */
const segmentsKept = 16;
/** Pieces of one stream that arrive within so many ms become one record: finer times mean nothing to a reader. */
const mergeWithinMs = 10;

/** Opens the log in `folder` (which exists) at its end. */
export async function createLogWriter(folder: string, keptBytes: number): Promise<LogWriter> {
  const starts = await listSegments(folder);
  const last = await openLast(folder, starts);
  return new SegmentWriter(folder, Math.ceil(keptBytes / segmentsKept), starts, last.segment, last.end);
}

class SegmentWriter implements LogWriter {
  private pending: Piece[] = [];
  private writing: Promise<void> | undefined;
  /** The offset after the newest byte on disk; `end` runs ahead of it by what is pending, or for ever when a write failed. */
  private written: number;

  constructor(
    private readonly folder: string,
    private readonly segmentBytes: number,
    private readonly starts: number[],
    private segment: Segment | undefined,
    public end: number,
  ) {
    this.written = end;
  }

  append(stream: LogChunk["stream"], time: number, bytes: Uint8Array, offset = this.end): Promise<void> {
    const skip = Math.max(0, this.end - offset);
    if (skip < bytes.length) this.enqueue(stream, time, bytes.subarray(skip), offset + skip);
    return this.flush();
  }

  flush(): Promise<void> {
    this.writing ??= this.drain();
    return this.writing;
  }

  async close(): Promise<void> {
    await this.flush();
    const segment = this.segment;
    this.segment = undefined;
    await segment?.file.close();
  }

  private enqueue(stream: LogChunk["stream"], time: number, bytes: Uint8Array, offset: number): void {
    for (let from = 0; from < bytes.length; from += maxRecordBytes) {
      const part = bytes.subarray(from, from + maxRecordBytes);
      const previous = this.pending.at(-1);
      const joins =
        previous?.stream === stream &&
        previous.offset + previous.length === offset + from &&
        time - previous.time <= mergeWithinMs &&
        previous.length + part.length <= maxRecordBytes;
      if (joins) {
        previous.parts.push(part);
        previous.length += part.length;
      } else {
        this.pending.push({
          stream,
          time,
          offset: offset + from,
          parts: [part],
          length: part.length,
        });
      }
    }
    this.end = offset + bytes.length;
  }

  private async drain(): Promise<void> {
    try {
      // Not at once, so that pieces which arrive together are written together.
      await Promise.resolve();
      while (this.pending.length > 0) {
        const batch = this.pending;
        this.pending = [];
        await this.writeBatch(batch);
      }
    } finally {
      this.writing = undefined;
    }
  }

  private async writeBatch(batch: Piece[]): Promise<void> {
    let run: Buffer[] = [];
    let runBytes = 0;
    let expected = this.written;
    for (const piece of batch) {
      const segment = this.segment;
      const isFull = segment !== undefined && segment.size + runBytes >= this.segmentBytes;
      if (segment === undefined || isFull || piece.offset !== expected) {
        await this.writeRun(run, expected);
        run = [];
        runBytes = 0;
        await this.beginSegment(piece.offset);
      }
      const record = encodeRecord(piece.stream, piece.time, Buffer.concat(piece.parts, piece.length));
      run.push(record);
      runBytes += record.length;
      expected = piece.offset + piece.length;
    }
    await this.writeRun(run, expected);
  }

  private async writeRun(run: Buffer[], end: number): Promise<void> {
    const segment = this.segment;
    if (run.length === 0 || segment === undefined) return;
    const data = Buffer.concat(run);
    try {
      let done = 0;
      while (done < data.length) {
        const { bytesWritten } = await segment.file.write(data, done, data.length - done, segment.size + done);
        done += bytesWritten;
      }
    } catch (error) {
      // A full disk may leave half a record: cut it off, so that what follows can be read.
      await segment.file.truncate(segment.size);
      throw error;
    }
    segment.size += data.length;
    this.written = end;
  }

  private async beginSegment(start: number): Promise<void> {
    await this.segment?.file.close();
    this.segment = undefined;
    const file = await open(path.join(this.folder, segmentName(start)), "w", 0o600);
    this.segment = { file, size: 0 };
    this.written = start;
    this.starts.push(start);
    // Why a program failed is often said at the start: that stays, and what follows it goes.
    const pinned = this.starts.filter((one) => one < this.segmentBytes).length;
    const dropped = this.starts.splice(pinned, Math.max(0, this.starts.length - pinned - segmentsKept));
    for (const one of dropped) await rm(path.join(this.folder, segmentName(one)), { force: true });
  }
}

async function readAll(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat();
  const data = Buffer.alloc(size);
  const { bytesRead } = await file.read(data, 0, size, 0);
  return data.subarray(0, bytesRead);
}

async function openLast(folder: string, starts: number[]): Promise<{ segment: Segment | undefined; end: number }> {
  const start = starts.at(-1);
  if (start === undefined) return { segment: undefined, end: 0 };
  const file = await open(path.join(folder, segmentName(start)), "r+");
  const content = decodeSegment(await readAll(file), start);
  await file.truncate(content.intactBytes);
  return { segment: { file, size: content.intactBytes }, end: content.end };
}
