import { isUtf8 } from "node:buffer";

/**
 * Linux names are bytes; ours are strings. A byte that is not part of valid UTF-8 is shown as one private-use character
 * (U+F700 + byte), and the real characters U+F780 to U+F7FF are shown byte by byte too, so that every name has
 * exactly one string and every such string leads back to the same bytes.
 */
const escapeBase = 0xf700;

/** The string for a name's bytes; `encodeName` turns it back. */
export function decodeName(name: Buffer): string {
  if (isUtf8(name)) {
    const text = name.toString("utf8");
    if (!/[\uf780-\uf7ff]/.test(text)) return text;
  }
  let text = "";
  let position = 0;
  while (position < name.length) {
    const length = sequenceLength(name, position);
    if (length === 0) text += String.fromCharCode(escapeBase + (name[position] ?? 0));
    else text += name.toString("utf8", position, position + length);
    position += Math.max(1, length);
  }
  return text;
}

/** The bytes of a name that `decodeName` made, or of an ordinary string. */
export function encodeName(text: string): Buffer {
  if (!/[\uf780-\uf7ff]/.test(text)) return Buffer.from(text, "utf8");
  const parts: Buffer[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isEscape = code >= escapeBase + 0x80 && code <= escapeBase + 0xff;
    parts.push(isEscape ? Buffer.from([code - escapeBase]) : Buffer.from(character, "utf8"));
  }
  return Buffer.concat(parts);
}

/** How many bytes the character at `position` has; 0 when it is invalid or must be shown byte by byte. */
function sequenceLength(name: Buffer, position: number): number {
  const lead = name[position] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  const sequence = name.subarray(position, position + length);
  if (sequence.length < length || !isUtf8(sequence)) return 0;
  const code = sequence.toString("utf8").codePointAt(0) ?? 0;
  return code >= escapeBase + 0x80 && code <= escapeBase + 0xff ? 0 : length;
}
