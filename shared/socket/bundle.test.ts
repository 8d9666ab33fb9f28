import { expect, test } from "vitest";
import { bundle, unbundle } from "#shared/socket/bundle";

function page(count: number) {
  const chunks = Array.from({ length: count }, (_, index) => ({
    offset: index,
    stream: "stdout",
    bytes: new Uint8Array([index % 256, 7]),
  }));
  return { ok: true, value: { chunks, next: count, note: undefined, text: "@bytes" } };
}

test("a message with few pieces of bytes is left as it is", () => {
  const message = page(8);
  expect(bundle(message)).toBe(message);
  expect(unbundle(message)).toBe(message);
  expect(unbundle(undefined)).toBeUndefined();
});

test("a message with many pieces has one, and comes back whole", () => {
  const message = page(5000);
  const sent = bundle(message);
  expect(JSON.stringify(sent)).not.toBe(JSON.stringify(message));
  const { bundle: bytes, bundled } = sent as { bundle: Uint8Array; bundled: unknown };
  // What the wire makes of it: JSON for the rest, an ArrayBuffer for the bytes in a browser.
  const arrived = { bundled: JSON.parse(JSON.stringify(bundled)), bundle: bytes.buffer };
  expect(unbundle(arrived)).toEqual(message);
});
