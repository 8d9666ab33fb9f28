import { describe, expect, it } from "vitest";
import { plainText, storedText } from "#server/shared-texts/line-form";

describe("the form of a file's lines", () => {
  it.each(["", "one", "one\ntwo\n", "one\r\ntwo\r\n", "\ufeffone\r\ntwo", "\ufeff"])(
    "comes back whole: %j",
    (stored) => {
      const { text, form } = plainText(stored);
      expect(text).not.toMatch(/\r|\ufeff/);
      expect(storedText(text, form)).toBe(stored);
    },
  );

  it("is the more frequent one where a file mixes them", () => {
    const { text, form } = plainText("a\r\nb\r\nc\nd\r\n");
    expect(text).toBe("a\nb\nc\nd\n");
    expect(storedText(text, form)).toBe("a\r\nb\r\nc\r\nd\r\n");
  });
});
