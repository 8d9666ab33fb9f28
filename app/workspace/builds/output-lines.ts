import { type Look, lookAfter, type Piece, parseAnsi, plain } from "#app/workspace/output/ansi";
import type { LogChunk } from "#shared/views";

/** One line of output. `key` never changes; the text of the last line may. */
export interface OutputLine {
  readonly key: number;
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly stderr: boolean;
}

/** Turns chunks of bytes, in any cut, into lines. */
export interface OutputLines {
  /** Takes a chunk in; one that was seen is ignored, the new part of one that overlaps is kept. */
  feed(chunk: LogChunk): void;
  /** A new array whenever something was fed. */
  lines(): readonly OutputLine[];
  /** The offset after the last byte. */
  next(): number;
  /** Lines that were dropped from the beginning. */
  dropped(): number;
}

/** A build writes a few hundred lines; a loop that prints for ever must not fill the page's memory. */
const mostLines = 20_000;

type Stream = LogChunk["stream"];

/** Lines of one log from its beginning, or from the first offset that is kept. */
export function createOutputLines(from = 0): OutputLines {
  const decoders: Record<Stream, TextDecoder> = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const looks: Record<Stream, Look> = { stdout: plain, stderr: plain };
  let lines: OutputLine[] = [];
  let open: { text: string; stream: Stream } | null = null;
  let offset = from;
  let key = 0;
  let dropped = 0;

  function push(text: string, stream: Stream): void {
    const visible = text.slice(text.lastIndexOf("\r", text.length - 2) + 1).replace(/\r$/, "");
    lines.push(lineOf(key++, visible, stream));
    looks[stream] = lookAfter(visible, looks[stream]);
  }

  function lineOf(id: number, text: string, stream: Stream): OutputLine {
    const pieces = parseAnsi(text, looks[stream]);
    return { key: id, text: pieces.map((piece) => piece.text).join(""), pieces, stderr: stream === "stderr" };
  }

  return {
    feed(chunk) {
      const end = chunk.offset + chunk.bytes.length;
      if (end <= offset) return;
      const bytes = chunk.offset < offset ? chunk.bytes.subarray(offset - chunk.offset) : chunk.bytes;
      offset = end;
      lines = [...lines];
      if (open !== null && open.stream !== chunk.stream) {
        push(open.text, open.stream);
        open = null;
      }
      const parts = ((open?.text ?? "") + decoders[chunk.stream].decode(bytes, { stream: true })).split("\n");
      const rest = parts.pop() ?? "";
      for (const part of parts) push(part, chunk.stream);
      open = rest === "" ? null : { text: rest, stream: chunk.stream };
      if (lines.length > mostLines) {
        dropped += lines.length - mostLines;
        lines = lines.slice(-mostLines);
      }
    },
    lines() {
      if (open === null) return lines;
      return [...lines, lineOf(key, open.text.slice(open.text.lastIndexOf("\r") + 1), open.stream)];
    },
    next: () => offset,
    dropped: () => dropped,
  };
}
