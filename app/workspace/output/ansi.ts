/** How a piece of text looks; a colour is one of the terminal's 16 by number, or CSS. */
export interface Look {
  readonly colour?: number | string;
  readonly ground?: number | string;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
}

/** A piece of a line in one look. */
export interface Piece {
  readonly text: string;
  readonly look: Look;
}

/** The look without any colour. */
export const plain: Look = {};

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
const sequence = /\x1b(?:\[([0-?]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])|[\x00-\x08\x0b-\x1f\x7f]/g;

/** The text without escape sequences and control characters, tabs excepted. */
export function stripAnsi(text: string): string {
  return hasControls(text) ? text.replace(sequence, "") : text;
}

/** Splits a line into pieces; everything but colours and weights is left out. `look` is how the line begins. */
export function parseAnsi(text: string, look: Look = plain): Piece[] {
  if (!hasControls(text)) return [{ text, look }];
  const pieces: Piece[] = [];
  let at = 0;
  let now = look;
  for (const match of text.matchAll(sequence)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index), look: now });
    if (match[2] === "m") now = withCodes(now, match[1] ?? "");
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), look: now });
  return pieces;
}

/** The look that holds after a line. */
export function lookAfter(text: string, look: Look): Look {
  if (!text.includes("\x1b")) return look;
  let now = look;
  for (const match of text.matchAll(sequence)) if (match[2] === "m") now = withCodes(now, match[1] ?? "");
  return now;
}

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code < 32 && code !== 9) || code === 127) return true;
  }
  return false;
}

function withCodes(look: Look, list: string): Look {
  const codes = list.split(/[;:]/).map((code) => Number(code || "0"));
  let now: Look = look;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const { colour, used } = extended(codes, at + 1);
      at += used;
      now = code === 38 ? { ...now, colour } : { ...now, ground: colour };
    } else {
      now = withCode(now, code);
    }
  }
  return now;
}

const weights: Readonly<Record<number, Look>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
};

function withCode(look: Look, code: number): Look {
  if (code === 0) return plain;
  const weight = weights[code];
  if (weight !== undefined) return { ...look, ...weight };
  if (code >= 30 && code <= 37) return { ...look, colour: code - 30 };
  if (code >= 40 && code <= 47) return { ...look, ground: code - 40 };
  if (code >= 90 && code <= 97) return { ...look, colour: code - 82 };
  if (code >= 100 && code <= 107) return { ...look, ground: code - 92 };
  if (code === 39) return { ...look, colour: undefined };
  if (code === 49) return { ...look, ground: undefined };
  return look;
}

/** Reads `5;n` or `2;r;g;b` behind a 38 or 48. */
function extended(codes: readonly number[], at: number): { colour: number | string | undefined; used: number } {
  const [kind, first = 0, green = 0, blue = 0] = codes.slice(at, at + 4);
  if (kind === 5) return { colour: indexed(first), used: 2 };
  if (kind === 2) return { colour: `rgb(${byte(first)} ${byte(green)} ${byte(blue)})`, used: 4 };
  return { colour: undefined, used: 0 };
}

/** Colour of xterm's table of 256: 16 of the theme, a cube of 6 x 6 x 6, 24 greys. */
function indexed(index: number): number | string | undefined {
  if (index < 16) return index;
  if (index > 255) return undefined;
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey} ${grey} ${grey})`;
  }
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  const cube = index - 16;
  return `rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6) % 6)} ${level(cube % 6)})`;
}

function byte(value: number): number {
  return Math.min(255, Math.max(0, value));
}
