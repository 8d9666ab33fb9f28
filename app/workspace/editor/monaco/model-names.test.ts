import { expect, test } from "vitest";
import { createModelNames } from "#app/workspace/editor/monaco/model-names";

test("a renamed file keeps the name of its model", () => {
  const names = createModelNames();
  const before = names.of("a.txt");
  names.rename("a.txt", "b.txt");
  expect(names.of("b.txt")).toEqual(before);
  expect(names.pathOf(before)).toBe("b.txt");
});

test("a new file at the old path gets a model of its own", () => {
  const names = createModelNames();
  const moved = names.of("a.txt");
  names.rename("a.txt", "b.txt");
  const fresh = names.of("a.txt");
  expect(fresh).not.toEqual(moved);
  expect(names.pathOf(fresh)).toBe("a.txt");
  expect(names.pathOf(moved)).toBe("b.txt");
});

test("there and back again is the same model", () => {
  const names = createModelNames();
  const first = names.of("a.txt");
  names.rename("a.txt", "b.txt");
  names.rename("b.txt", "a.txt");
  expect(names.of("a.txt")).toEqual(first);
});

test("a name is free again once its model is gone", () => {
  const names = createModelNames();
  const first = names.of("a.txt");
  names.release("a.txt");
  expect(names.of("a.txt")).toEqual(first);
});
