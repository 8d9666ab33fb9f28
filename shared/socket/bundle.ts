/**
 * socket.io sends every piece of bytes in a message as an attachment of its own, and a receiver takes at most ten. A page of a log
 * has thousands: such a message is bundled, all bytes in one attachment. Both ends do this for every message, so nobody else sees it.
 */

/** As many attachments as a message may have before it is bundled: below socket.io's limit of 10. */
const maximumAttachments = 8;

interface Bundle {
  /** Everything but the bytes. */
  readonly bundled: unknown;
  readonly bundle: Uint8Array;
}

/** The message itself when it has few pieces of bytes, else one with a single piece; undoes with `unbundle`. Never changes its argument. */
export function bundle(message: unknown): unknown {
  const pieces: Uint8Array[] = [];
  collect(message, pieces);
  if (pieces.length <= maximumAttachments) return message;
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  const replaced = transform(message, (piece) => {
    const start = at;
    bytes.set(piece, start);
    at += piece.length;
    return { "@bytes": [start, piece.length] };
  });
  return { bundled: replaced, bundle: bytes } satisfies Bundle;
}

/** What was given to `bundle`; other messages are answered as they are. The pieces are views of one buffer. */
export function unbundle(message: unknown): unknown {
  if (!isPlain(message) || !("bundle" in message) || !("bundled" in message)) return message;
  const { bundle: raw } = message;
  const bytes = raw instanceof ArrayBuffer ? new Uint8Array(raw) : raw;
  return bytes instanceof Uint8Array ? restore(message.bundled, bytes) : message;
}

function collect(value: unknown, pieces: Uint8Array[]): void {
  if (value instanceof Uint8Array) pieces.push(value);
  else if (Array.isArray(value)) for (const item of value) collect(item, pieces);
  else if (isPlain(value)) for (const item of Object.values(value)) collect(item, pieces);
}

function transform(value: unknown, replace: (piece: Uint8Array) => unknown): unknown {
  if (value instanceof Uint8Array) return replace(value);
  if (Array.isArray(value)) return value.map((item) => transform(item, replace));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, transform(item, replace)]));
}

function restore(value: unknown, bytes: Uint8Array): unknown {
  if (Array.isArray(value)) return value.map((item) => restore(item, bytes));
  if (!isPlain(value)) return value;
  const place = value["@bytes"];
  if (Array.isArray(place)) {
    const [start, length] = place;
    return bytes.subarray(Number(start), Number(start) + Number(length));
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item, bytes)]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
