import { createNoteReader } from "#server/recordings/tape-note";
import type { LogChunk } from "#shared/views";

/** What a cast's first line says. */
export interface CastHead {
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly cols: number;
  readonly rows: number;
}

/** A terminal's colour of what a program wrote to stderr, and the one before. */
const red = "\u001b[31m";
const usual = "\u001b[39m";

/** Turns the records of a log, in their order, into the lines of an asciicast v2; each answer ends in a newline or is empty. */
export interface CastWriter {
  head(): string;
  events(chunks: readonly LogChunk[]): string;
}

/** A cast of a terminal's tape. */
export function castTape(head: CastHead): CastWriter {
  const writer = createWriter(head);
  const text = new TextDecoder("utf-8");
  const notesOf = createNoteReader();
  return {
    head: writer.head,
    events: (chunks) =>
      chunks
        .map(({ stream, time, bytes }) => {
          if (stream === "stdout") return writer.event(time, "o", text.decode(bytes, { stream: true }));
          return notesOf(bytes)
            .map((note) => {
              if ("size" in note) return writer.event(time, "r", note.size.join("x"));
              return note.lost > 0 ? writer.event(time, "m", `${note.lost} bytes were not recorded`) : "";
            })
            .join("");
        })
        .join(""),
  };
}

/** A cast of a program's log: lines end as a terminal needs it, stderr is red. */
export function castConsole(head: CastHead): CastWriter {
  const writer = createWriter(head);
  const decoders = { stdout: new TextDecoder("utf-8"), stderr: new TextDecoder("utf-8") };
  return {
    head: writer.head,
    events: (chunks) =>
      chunks
        .map(({ stream, time, bytes }) => {
          const text = decoders[stream].decode(bytes, { stream: true }).replaceAll(/(?<!\r)\n/g, "\r\n");
          return writer.event(time, "o", stream === "stderr" && text !== "" ? red + text + usual : text);
        })
        .join(""),
  };
}

function createWriter({ title, startedAt, cols, rows }: CastHead) {
  let last = 0;
  return {
    head: () =>
      `${JSON.stringify({
        version: 2,
        ...{ width: cols, height: rows, timestamp: Math.floor(startedAt / 1000), title },
        env: { TERM: "xterm-256color", SHELL: "/bin/bash" },
      })}\n`,
    event(time: number, code: "o" | "r" | "m", data: string): string {
      if (data === "") return "";
      // Clocks may step back; a cast may not.
      last = Math.max(last, (time - startedAt) / 1000);
      return `${JSON.stringify([Number(last.toFixed(3)), code, data])}\n`;
    },
  };
}
