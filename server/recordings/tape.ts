import type { LogStore } from "#server/logs/log-store";
import type { LogWriter } from "#server/logs/log-writer";
import { createNoteReader, encodeNote, type TapeNote } from "#server/recordings/tape-note";
import type { WorkspaceId } from "#shared/ids";

/** A terminal may print so much for ever and so much at once before parts of it are left out: a flood must neither fill the disk nor push out what was typed before it. */
const BYTES_PER_SECOND = 32 * 1024;
const BURST_BYTES = 1024 * 1024;
/** After a flood was cut, recording goes on when so much may be written again: few long stretches, not many short ones. */
const RESUME_BYTES = 128 * 1024;
/** The newest output that was left out is kept until recording goes on: a screenful and more, where a prompt stands. */
const TAIL_BYTES = 16 * 1024;
/** How often a note tells where in the terminal's output the tape is; a quarter of a segment, so that one is always kept. */
const NOTE_EVERY_BYTES = 128 * 1024;
/** What has come and is not yet on disk; a disk that is slower than this loses output, not the server its memory. */
const PENDING_BYTES = 512 * 1024;
/** Pieces of at most 64 KiB that wait while the tape opens; the oldest give way, which is noted. */
const EARLY_PIECES = 32;

/** Milliseconds since 1970. */
export type Clock = () => number;

/** Records one terminal. Nothing here waits or throws: a recording that fails ends, the terminal goes on. */
export interface Tape {
  output(offset: number, time: number, bytes: Uint8Array): void;
  resized(cols: number, rows: number): void;
  /** Writes what is left and gives the file back; answers whether this tape exists at all. */
  close(): Promise<boolean>;
}

interface TapeParts {
  readonly logs: Pick<LogStore, "open" | "read">;
  readonly workspace: WorkspaceId;
  readonly id: string;
  readonly size: { readonly cols: number; readonly rows: number };
  /** Nothing is written before this has resolved with true; with false nothing ever is. */
  readonly permitted: Promise<boolean>;
  readonly failed: (error: unknown) => void;
  readonly clock?: Clock;
}

/** Goes on where an earlier tape of the same terminal ended, or begins one. What comes while it opens is kept in memory. */
export function createTape(parts: TapeParts): Tape {
  return new DiskTape(parts);
}

class DiskTape implements Tape {
  readonly #clock: Clock;
  readonly #failed: (error: unknown) => void;
  #writer: LogWriter | undefined;
  #early: (() => void)[] | undefined = [];
  #ended = false;
  /** Offset in the terminal's output behind what is on the tape; undefined before the first byte of a new tape. */
  #at: number | undefined;
  #unnoted = 0;
  #pending = 0;
  #credit = BURST_BYTES;
  #creditAt: number;
  #tail: { readonly offset: number; readonly time: number; readonly bytes: Uint8Array } | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #opened: Promise<void>;

  constructor(parts: TapeParts) {
    this.#clock = parts.clock ?? Date.now;
    this.#failed = parts.failed;
    this.#creditAt = this.#clock();
    this.#opened = this.#open(parts);
  }

  output(offset: number, time: number, bytes: Uint8Array): void {
    this.#when(() => this.#take(offset, time, bytes));
  }

  resized(cols: number, rows: number): void {
    const time = this.#clock();
    this.#when(() => this.#note({ size: [cols, rows] }, time));
  }

  async close(): Promise<boolean> {
    await this.#opened;
    clearTimeout(this.#timer);
    if (this.#tail !== undefined) this.#resume();
    this.#ended = true;
    const writer = this.#writer;
    this.#writer = undefined;
    await writer?.close().catch(this.#failed);
    return writer !== undefined;
  }

  async #open({ logs, workspace, id, size, permitted }: TapeParts): Promise<void> {
    const begun = this.#clock();
    try {
      if (!(await permitted)) {
        this.#ended = true;
        this.#early = undefined;
        return;
      }
      const writer = await logs.open(workspace, id);
      this.#at = await placeOf(logs, workspace, id, writer.end);
      this.#writer = writer;
      this.#note({ size: [size.cols, size.rows] }, begun);
    } catch (error) {
      this.#fail(error);
    }
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const act of early) act();
  }

  #when(act: () => void): void {
    if (this.#ended) return;
    if (this.#early === undefined) return act();
    this.#early.push(act);
    if (this.#early.length > EARLY_PIECES) this.#early.shift();
  }

  #take(offset: number, time: number, bytes: Uint8Array): void {
    const fresh = this.#at === undefined ? bytes : bytes.subarray(Math.max(0, this.#at - offset));
    if (fresh.length === 0 || this.#writer === undefined) return;
    const start = offset + bytes.length - fresh.length;
    if (this.#tail === undefined && this.#pay(fresh.length)) this.#write(start, time, fresh);
    else this.#leaveOut(start, time, fresh);
  }

  #write(offset: number, time: number, bytes: Uint8Array): void {
    const lost = this.#at === undefined ? 0 : offset - this.#at;
    if (this.#at === undefined || lost > 0 || this.#unnoted >= NOTE_EVERY_BYTES) {
      this.#note({ at: offset, lost }, time);
      this.#unnoted = 0;
    }
    this.#at = offset + bytes.length;
    this.#unnoted += bytes.length;
    this.#append("stdout", time, bytes);
  }

  #note(note: TapeNote, time: number): void {
    this.#append("stderr", time, encodeNote(note));
  }

  #append(stream: "stdout" | "stderr", time: number, bytes: Uint8Array): void {
    const writer = this.#writer;
    if (writer === undefined) return;
    this.#pending += bytes.length;
    writer.append(stream, time, bytes).then(
      () => {
        this.#pending -= bytes.length;
      },
      (error: unknown) => this.#fail(error),
    );
  }

  #pay(bytes: number): boolean {
    const now = this.#clock();
    this.#credit = Math.min(BURST_BYTES, this.#credit + ((now - this.#creditAt) / 1000) * BYTES_PER_SECOND);
    this.#creditAt = now;
    if (bytes > this.#credit || this.#pending > PENDING_BYTES) return false;
    this.#credit -= bytes;
    return true;
  }

  #leaveOut(offset: number, time: number, bytes: Uint8Array): void {
    // What is left out is in one piece: the newest of it is kept as one.
    const newest = Buffer.concat([this.#tail?.bytes ?? new Uint8Array(), bytes]).subarray(-TAIL_BYTES);
    this.#tail = { offset: offset + bytes.length - newest.length, time, bytes: newest };
    this.#at ??= offset;
    this.#timer ??= setTimeout(() => this.#resume(), (RESUME_BYTES / BYTES_PER_SECOND) * 1000).unref();
  }

  #resume(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const tail = this.#tail;
    this.#tail = undefined;
    if (tail === undefined) return;
    this.#pay(0);
    this.#credit -= tail.bytes.length;
    this.#write(tail.offset, tail.time, tail.bytes);
  }

  #fail(error: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    const writer = this.#writer;
    this.#writer = undefined;
    this.#failed(error);
    writer?.close().catch(() => undefined);
  }
}

/** Offset in the terminal's output that an existing tape has reached: behind its last note, plus what follows it. */
async function placeOf(
  logs: Pick<LogStore, "read">,
  workspace: WorkspaceId,
  id: string,
  end: number,
): Promise<number | undefined> {
  let place: number | undefined;
  const notesOf = createNoteReader();
  for (let from = Math.max(0, end - 4 * NOTE_EVERY_BYTES); from < end; ) {
    const page = await logs.read(workspace, id, from);
    for (const { stream, bytes } of page.chunks) {
      if (stream === "stdout") {
        if (place !== undefined) place += bytes.length;
      } else for (const note of notesOf(bytes)) if ("at" in note) place = note.at;
    }
    if (page.next <= from) break;
    from = page.next;
  }
  return place;
}
