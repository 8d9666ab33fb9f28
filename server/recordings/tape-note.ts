import { z } from "zod";

/**
 * What a tape holds beside output. A tape is a log whose "stdout" is what the terminal printed and whose "stderr" are notes, one JSON
 * object a record, in the order in which things happened.
 */
const TapeNote = z.union([
  /** The terminal has this size from here on. */
  z.object({ size: z.tuple([z.number().int(), z.number().int()]) }),
  /** The next byte of output has this offset in the terminal; `lost` bytes before it were not recorded. */
  z.object({ at: z.number().int(), lost: z.number().int() }),
]);
export type TapeNote = z.infer<typeof TapeNote>;

/** The bytes of a note's record. */
export function encodeNote(note: TapeNote): Buffer {
  return Buffer.from(JSON.stringify(note));
}

/** Reads the notes out of records in their order; several may stand in one record, and a page of a log may cut one in two. What is no note is left out. */
export function createNoteReader(): (bytes: Uint8Array) => TapeNote[] {
  let rest = "";
  return (bytes) => {
    const parts = (rest + Buffer.from(bytes).toString("utf8")).split(/(?<=\})/);
    const last = parts.at(-1) ?? "";
    rest = last.endsWith("}") ? "" : last;
    return parts.flatMap((part) => {
      const note = TapeNote.safeParse(parsed(part));
      return note.success ? [note.data] : [];
    });
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
