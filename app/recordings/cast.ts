/** One thing that happens in a recording, `at` seconds after its start. */
export type CastEvent =
  | { readonly at: number; readonly kind: "output"; readonly text: string }
  | { readonly at: number; readonly kind: "size"; readonly cols: number; readonly rows: number }
  | { readonly at: number; readonly kind: "mark"; readonly text: string };

/** An asciicast v2 that was read. */
export interface Cast {
  readonly cols: number;
  readonly rows: number;
  /** In their order. */
  readonly events: readonly CastEvent[];
  /** Seconds. */
  readonly duration: number;
}

/** Reads an asciicast v2; lines that are not understood, such as a last one that was cut off, are left out. Throws when the first line is not one's head. */
export function parseCast(text: string): Cast {
  const [first = "", ...lines] = text.split("\n");
  const head: unknown = JSON.parse(first);
  if (!isRecord(head) || head.version !== 2) throw new Error("This is not an asciicast of version 2.");
  const events = lines.flatMap((line) => {
    const event = readEvent(line);
    return event === undefined ? [] : [event];
  });
  return { cols: size(head.width, 80), rows: size(head.height, 24), events, duration: events.at(-1)?.at ?? 0 };
}

function readEvent(line: string): CastEvent | undefined {
  if (line === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const [at, code, data]: unknown[] = value;
  if (typeof at !== "number" || typeof data !== "string") return undefined;
  if (code === "o") return { at, kind: "output", text: data };
  if (code === "m") return { at, kind: "mark", text: data };
  if (code !== "r") return undefined;
  const [cols, rows] = data.split("x").map(Number);
  return { at, kind: "size", cols: size(cols, 80), rows: size(rows, 24) };
}

/** What a terminal can have. */
function size(value: unknown, usual: number): number {
  return typeof value === "number" && value >= 1 && value <= 1000 ? Math.floor(value) : usual;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
