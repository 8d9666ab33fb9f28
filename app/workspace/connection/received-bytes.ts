/** Makes every ArrayBuffer in a received message a Uint8Array, in place: browsers get the one where the catalogue says the other. */
export function withByteArrays(message: unknown): unknown {
  if (message instanceof ArrayBuffer) return new Uint8Array(message);
  if (Array.isArray(message)) {
    for (let index = 0; index < message.length; index += 1) message[index] = withByteArrays(message[index]);
    return message;
  }
  if (!isPlain(message)) return message;
  for (const key of Object.keys(message)) {
    const value = message[key];
    if (typeof value === "object" && value !== null) message[key] = withByteArrays(value);
  }
  return message;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
