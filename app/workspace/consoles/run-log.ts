import { createChanges } from "#app/workspace/consoles/changes";
import { type Look, lookAfter, plain } from "#app/workspace/output/ansi";
import type { LogChunk } from "#shared/views";

/** One line of a console. The last line of a log may still grow, in place. */
export interface LogLine {
  readonly kind: "stdout" | "stderr" | "input";
  readonly time: number;
  /** With its escape sequences. */
  text: string;
  /** How it begins, when an earlier line set a colour. */
  readonly look: Look;
  /** Which instance said it, in a view of several. */
  readonly source?: string;
}

/** Lines that a view shows, oldest first. */
export interface Lines {
  readonly all: readonly LogLine[];
  /** Lines that were dropped at the beginning, so that `dropped + index` names a line for good. */
  readonly dropped: number;
  /** Changes with every change of the lines. */
  readonly version: number;
  subscribe(listener: () => void): () => void;
}

/** What one page keeps of one log; some 20 MB with everything, and more than anyone scrolls through. */
const keptLines = 200_000;
/** Dropped at once, so that dropping costs little per line. */
const droppedAtOnce = 20_000;
/** A program that never ends its line gets one made for it: longer ones cannot be laid out smoothly. */
const longestLine = 8_192;

/** The console of one run as lines. Takes chunks exactly once: `end` says which byte comes next. */
export class RunLog implements Lines {
  readonly #changes = createChanges();
  readonly #source: string | undefined;
  readonly #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  readonly #looks: Record<"stdout" | "stderr", Look> = { stdout: plain, stderr: plain };
  #lines: LogLine[] = [];
  #dropped = 0;
  #end: number;
  /** The last line has no line feed yet. */
  #open = false;

  constructor(start = 0, source?: string) {
    this.#end = start;
    this.#source = source;
  }

  get all(): readonly LogLine[] {
    return this.#lines;
  }
  get dropped(): number {
    return this.#dropped;
  }
  get version(): number {
    return this.#changes.version;
  }
  /** Offset of the next byte that it needs. */
  get end(): number {
    return this.#end;
  }

  subscribe(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  /** Takes what follows; what it has already is ignored. False when bytes are missing before it: nothing was taken. */
  take(chunk: LogChunk): boolean {
    if (chunk.offset > this.#end) return false;
    const bytes = chunk.bytes.subarray(this.#end - chunk.offset);
    if (bytes.length === 0) return true;
    this.#end = chunk.offset + chunk.bytes.length;
    this.#append(chunk.stream, chunk.time, this.#decoders[chunk.stream].decode(bytes, { stream: true }));
    this.#changes.announce();
    return true;
  }

  /** Goes on at `offset`, because the bytes before it are not kept any more. */
  skipTo(offset: number): void {
    if (offset > this.#end) this.#end = offset;
  }

  /** Shows what was typed; the program's log does not hold it. */
  echo(text: string, time: number): void {
    this.#open = false;
    this.#push({ kind: "input", time, text, look: plain, source: this.#source });
    this.#changes.announce();
  }

  /** Empties the view; what comes is shown again. */
  clear(): void {
    this.#dropped += this.#lines.length;
    this.#lines = [];
    this.#open = false;
    this.#changes.announce();
  }

  #append(kind: "stdout" | "stderr", time: number, text: string): void {
    const parts = text.split("\n");
    for (const [index, part] of parts.entries()) {
      const ends = index < parts.length - 1;
      if (part !== "" || ends) this.#write(kind, time, part);
      if (ends) this.#close(kind);
    }
  }

  #write(kind: "stdout" | "stderr", time: number, part: string): void {
    const last = this.#lines.at(-1);
    if (this.#open && last?.kind === kind && last.text.length + part.length <= longestLine) {
      last.text = withoutOverwritten(last.text + part);
      return;
    }
    if (this.#open && last !== undefined && last.kind !== "input") this.#close(last.kind);
    for (let at = 0; at === 0 || at < part.length; at += longestLine) {
      const line = withoutOverwritten(part.slice(at, at + longestLine));
      this.#push({ kind, time, text: line, look: this.#looks[kind], source: this.#source });
    }
    this.#open = true;
  }

  #close(kind: "stdout" | "stderr"): void {
    const last = this.#lines.at(-1);
    if (last === undefined) return;
    if (last.text.endsWith("\r")) last.text = last.text.slice(0, -1);
    this.#looks[kind] = lookAfter(last.text, last.look);
    this.#open = false;
  }

  #push(line: LogLine): void {
    this.#lines.push(line);
    if (this.#lines.length <= keptLines + droppedAtOnce) return;
    this.#lines = this.#lines.slice(droppedAtOnce);
    this.#dropped += droppedAtOnce;
  }
}

/** A carriage return goes back to the beginning of the line: what follows replaces it, as progress bars want. */
function withoutOverwritten(text: string): string {
  const body = text.endsWith("\r") ? text.slice(0, -1) : text;
  const back = body.lastIndexOf("\r");
  return back < 0 ? text : text.slice(back + 1);
}
