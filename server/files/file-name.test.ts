import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { decodeName, encodeName } from "#server/files/file-name";

test("an ordinary name is its text", () => {
  for (const name of ["a.txt", "ä ü 漢字 🎉", "a\nb"]) {
    expect(decodeName(Buffer.from(name))).toBe(name);
    expect(encodeName(name)).toEqual(Buffer.from(name));
  }
});

test("every name leads back to its bytes, and no two names look alike", () => {
  const names = [
    Buffer.from([0xff, 0xfe]),
    Buffer.from("caf\xe9", "latin1"),
    Buffer.from("\uf7e9"),
    Buffer.from([0xed, 0xa0, 0x80]),
    Buffer.from([0xe2, 0x82]),
  ];
  for (let index = 0; index < 2000; index += 1) names.push(randomBytes(1 + (index % 12)));
  const texts = new Map<string, string>();
  for (const name of names) {
    const text = decodeName(name);
    expect(encodeName(text)).toEqual(name);
    expect(texts.get(text) ?? name.toString("hex")).toBe(name.toString("hex"));
    texts.set(text, name.toString("hex"));
  }
});

test("a name that is no text can stand in a URL", () => {
  expect(() => encodeURIComponent(decodeName(Buffer.from([0xff, 0x41])))).not.toThrow();
});
