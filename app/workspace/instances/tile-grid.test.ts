import { expect, test } from "vitest";
import { columnsFor } from "#app/workspace/instances/tile-grid";

test("a narrow pane shows one tile below the other", () => {
  expect(columnsFor(4, 518, 620)).toBe(1);
  expect(columnsFor(4, 390, 700)).toBe(1);
});

test("a wide pane shows tiles beside each other", () => {
  expect(columnsFor(4, 1000, 600)).toBe(2);
  expect(columnsFor(2, 1400, 400)).toBe(2);
  expect(columnsFor(9, 1440, 860)).toBe(3);
});

test("one tile has the pane for itself", () => {
  expect(columnsFor(1, 1400, 300)).toBe(1);
});
