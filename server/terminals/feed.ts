/** Output that is kept for viewers who come later or again: 128 KiB, some 1,500 full lines; with everything else a terminal stays under 200 kB. */
const RING_BYTES = 128 * 1024;
/** Pieces below this are copied together into blocks: an object for each echoed key would weigh a hundred times its byte. */
const SMALL_BYTES = 1024;
const BLOCK_BYTES = 4 * 1024;
/** Longest that output waits for more to come with it: a quarter of a frame at 60 Hz. */
const GATHER_MS = 4;
/** What a viewer gets again comes in pieces of this size: a line that breaks every few kilobytes still brings it forward. */
const REPLAY_BYTES = 4 * 1024;
/** Waiting output of this size goes at once. */
const GATHER_BYTES = 32 * 1024;
/** A driver that acknowledges nothing for this long (a hidden tab, a sleeping laptop) no longer slows the program. */
const STALL_MS = 500;

/** One reader of a feed. `output` and `gap` must not throw. */
export interface FeedViewer {
  readonly id: string;
  /** Whether the program waits for this viewer: true for who drives, false for who only looks. */
  readonly paces: boolean;
  /** Hears how many bytes are sent to it and not acknowledged; answers how many may be before it counts as full. */
  window(underWay: number): number;
  output(offset: number, bytes: Uint8Array): void;
  /** Bytes before `to` will not come: clear the screen, go on there. */
  gap(to: number): void;
}

interface Reader {
  readonly viewer: FeedViewer;
  sent: number;
  /** Before this offset it is replay. */
  readonly live: number;
  acked: number;
  ackedAt: number;
  /** It was too slow: gets nothing until it has dealt with what it was sent, then a gap and what is kept. */
  lagging: boolean;
}

/**
 * The output of one terminal on its way to any number of viewers; knows no transport and no keeper. Every byte has an offset. A viewer
 * gets every byte once and in order, or is told of a gap. The source is acknowledged as fast as the slowest pacing viewer reads.
 */
export class TerminalFeed {
  readonly #readers = new Map<string, Reader>();
  readonly #acknowledge: (offset: number) => void;
  readonly #sourceWindow: number;
  #chunks: Uint8Array[] = [];
  /** The block that the last chunk is the filled part of, while there is room in it. */
  #block: Uint8Array | undefined;
  #first: number;
  #end: number;
  #flushedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #stall: NodeJS.Timeout | undefined;

  /** `acknowledge` tells the source that everything before an offset was dealt with; it never has more than `sourceWindow` bytes beyond that under way. */
  constructor(acknowledge: (offset: number) => void, sourceWindow: number, from = 0) {
    this.#acknowledge = acknowledge;
    this.#sourceWindow = sourceWindow;
    this.#first = from;
    this.#end = from;
  }

  /** Offset of the first byte that is kept. */
  get first(): number {
    return this.#first;
  }

  /** Offset behind the last byte. */
  get end(): number {
    return this.#end;
  }

  /** Takes output; what was here already is ignored, a hole becomes a gap for everybody. */
  receive(offset: number, bytes: Uint8Array): void {
    if (offset > this.#end) this.skip(offset);
    const fresh = bytes.subarray(Math.min(this.#end - offset, bytes.length));
    if (fresh.length === 0) return;
    this.#keep(fresh);
    this.#end += fresh.length;
    this.#trim();
    this.#schedule();
  }

  /** The source no longer has the bytes before `to`. */
  skip(to: number): void {
    if (to <= this.#end) return;
    this.#flush();
    this.#chunks = [];
    this.#block = undefined;
    this.#first = to;
    this.#end = to;
    for (const reader of this.#readers.values()) this.#jump(reader, to);
    this.#tellSource();
  }

  /** Adds a viewer, or moves one that is there. It gets everything from `begin` on; what comes before `live` was output before now. */
  attach(viewer: FeedViewer, from: number): { begin: number; live: number } {
    this.#flush();
    const begin = from >= this.#first && from <= this.#end ? from : this.#first;
    const reader = { viewer, sent: begin, live: this.#end, acked: begin, ackedAt: performance.now(), lagging: false };
    this.#readers.set(viewer.id, reader);
    // The answer to the attachment goes first, so that the viewer knows what is replay.
    setImmediate(() => this.#schedule());
    return { begin, live: this.#end };
  }

  detach(id: string): void {
    const reader = this.#readers.get(id);
    if (reader === undefined) return;
    this.#readers.delete(id);
    reader.viewer.window(0);
    this.#tellSource();
  }

  has(id: string): boolean {
    return this.#readers.has(id);
  }

  /** A viewer has dealt with everything before `offset`. Offsets that cannot be are ignored. */
  ack(id: string, offset: number): void {
    const reader = this.#readers.get(id);
    if (reader === undefined || offset <= reader.acked || offset > reader.sent) return;
    reader.acked = offset;
    reader.ackedAt = performance.now();
    if (reader.lagging && reader.acked === reader.sent) {
      reader.lagging = false;
      if (reader.sent < this.#first) this.#jump(reader, this.#first);
      this.#send(reader);
    }
    this.#tellSource();
  }

  /** Somebody typed: what comes next is the echo, which goes at once however quickly keys follow each other. */
  hurry(): void {
    this.#flushedAt = 0;
  }

  /** Sends what is waiting; to be called before the terminal's end is announced. */
  flush(): void {
    this.#flush();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#stall);
    for (const { viewer } of this.#readers.values()) viewer.window(0);
    this.#readers.clear();
  }

  #keep(bytes: Uint8Array): void {
    const last = this.#chunks.at(-1);
    if (this.#block !== undefined && last !== undefined && last.length + bytes.length <= BLOCK_BYTES) {
      // Only behind what was handed out already.
      this.#block.set(bytes, last.length);
      this.#chunks[this.#chunks.length - 1] = this.#block.subarray(0, last.length + bytes.length);
      return;
    }
    this.#block = bytes.length < SMALL_BYTES ? new Uint8Array(BLOCK_BYTES) : undefined;
    this.#block?.set(bytes);
    this.#chunks.push(this.#block?.subarray(0, bytes.length) ?? bytes);
  }

  #trim(): void {
    for (
      let oldest = this.#chunks[0];
      oldest && this.#end - this.#first - oldest.length >= RING_BYTES;
      oldest = this.#chunks[0]
    ) {
      // Whoever still needs these bytes gets them now; they leave the ring.
      if ([...this.#readers.values()].some((reader) => !reader.lagging && reader.sent < this.#first + oldest.length))
        this.#flush();
      this.#chunks.shift();
      this.#first += oldest.length;
    }
  }

  #schedule(): void {
    if (this.#timer !== undefined) {
      const waiting = Math.max(
        0,
        ...[...this.#readers.values()].map(({ sent, lagging }) => (lagging ? 0 : this.#end - sent)),
      );
      if (waiting >= GATHER_BYTES) this.#flush();
      return;
    }
    const since = performance.now() - this.#flushedAt;
    // The first byte after a pause is somebody's echo: it goes at once.
    if (since >= GATHER_MS) this.#flush();
    else this.#timer = setTimeout(() => this.#flush(), GATHER_MS - since);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushedAt = performance.now();
    for (const reader of this.#readers.values()) if (!reader.lagging) this.#send(reader);
    this.#tellSource();
  }

  #send(reader: Reader): void {
    if (reader.sent >= this.#end) return;
    if (this.#isFull(reader) && !this.#paces(reader)) {
      reader.lagging = true;
      return;
    }
    let bytes = this.#slice(reader.sent);
    let offset = reader.sent;
    if (reader.acked === reader.sent) reader.ackedAt = performance.now();
    reader.sent = this.#end;
    while (offset < reader.live && bytes.length > REPLAY_BYTES) {
      reader.viewer.output(offset, bytes.subarray(0, REPLAY_BYTES));
      offset += REPLAY_BYTES;
      bytes = bytes.subarray(REPLAY_BYTES);
    }
    reader.viewer.output(offset, bytes);
  }

  #jump(reader: Reader, to: number): void {
    reader.sent = to;
    reader.acked = to;
    reader.lagging = false;
    reader.viewer.gap(to);
  }

  #isFull(reader: Reader): boolean {
    const underWay = this.#end - reader.acked;
    return underWay >= reader.viewer.window(underWay);
  }

  #paces(reader: Reader): boolean {
    return reader.viewer.paces && !reader.lagging && performance.now() - reader.ackedAt < STALL_MS;
  }

  /** Acknowledges to the source unless a pacing viewer has a full window; then its next acknowledgement, or its stall, goes on. */
  #tellSource(): void {
    const pacing = [...this.#readers.values()].filter((reader) => this.#paces(reader));
    const full = pacing.filter((reader) => this.#isFull(reader));
    clearTimeout(this.#stall);
    this.#stall = undefined;
    if (full.length === 0) {
      // Where a viewer may have little under way, so may the source: what it is not told stays out of its window.
      const narrowest = Math.min(...pacing.map((reader) => reader.viewer.window(this.#end - reader.acked)));
      this.#acknowledge(this.#end - Math.max(0, this.#sourceWindow - narrowest));
      return;
    }
    const soonest = Math.min(...full.map((reader) => reader.ackedAt)) + STALL_MS - performance.now();
    this.#stall = setTimeout(() => this.#tellSource(), Math.max(1, soonest + 1));
  }

  #slice(from: number): Uint8Array {
    let position = this.#first;
    const parts: Uint8Array[] = [];
    for (const chunk of this.#chunks) {
      if (position + chunk.length > from) parts.push(chunk.subarray(Math.max(0, from - position)));
      position += chunk.length;
    }
    const only = parts[0];
    return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  }
}
