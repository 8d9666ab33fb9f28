import { expect, test } from "vitest";
import { CallError, sentenceOf } from "#app/workspace/connection/call-error";

test("a reference is said once", () => {
  const named = new CallError({
    code: "internal",
    sentence: "Tell your lecturer this reference: ab12.",
    reference: "ab12",
  });
  expect(sentenceOf(named)).toBe("Tell your lecturer this reference: ab12.");
  const unnamed = new CallError({ code: "internal", sentence: "It failed.", reference: "ab12" });
  expect(sentenceOf(unnamed)).toBe("It failed. (reference ab12)");
});

test("a foreign error's message is not shown", () => {
  expect(sentenceOf(new Error("x is undefined"))).not.toContain("undefined");
});
