import { expect, test } from "vitest";
import { createAnswerMemory } from "#app/workspace/submission/kept-answers";

function storage(first?: string) {
  const kept = new Map(first === undefined ? [] : [["varlab.answers.w", first]]);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

test("what was written is there again, and gone when it was handed in", () => {
  const memory = createAnswerMemory(storage(), "w");
  expect(memory.read()).toBeNull();
  memory.write({ answers: { why: "Because." }, comment: "Hm" });
  expect(memory.read()).toEqual({ answers: { why: "Because." }, comment: "Hm" });
  memory.forget();
  expect(memory.read()).toBeNull();
});

test.each(["nonsense", "[]", '{"answers":null,"comment":""}', '{"answers":{},"comment":5}'])(
  "%s in its place is nothing",
  (text) => {
    expect(createAnswerMemory(storage(text), "w").read()).toBeNull();
  },
);

test("a browser that keeps nothing loses no word of the page", () => {
  const refusing = {
    ...storage(),
    setItem: () => {
      throw new Error("QuotaExceededError");
    },
  };
  expect(() => createAnswerMemory(refusing, "w").write({ answers: {}, comment: "x" })).not.toThrow();
});
