import { expect, test } from "vitest";
import { startOrder } from "#shared/experiment/start-order";

function services(graph: Record<string, string[]>) {
  return {
    services: Object.entries(graph).map(([name, needs]) => ({
      name,
      dependsOn: needs.map((service) => ({ service, condition: "service_started" as const })),
    })),
  };
}

test("services without dependencies form one level in the file's order", () => {
  expect(startOrder(services({ b: [], a: [], c: [] }))).toEqual([["b", "a", "c"]]);
});

test("a service comes after all it depends on", () => {
  const graph = { collector: ["broker", "a"], a: ["broker"], b: ["broker"], broker: [], last: ["collector", "b"] };
  expect(startOrder(services(graph))).toEqual([["broker"], ["a", "b"], ["collector"], ["last"]]);
});

test("no services, no levels", () => {
  expect(startOrder({ services: [] })).toEqual([]);
});

test("a circle is not silently cut", () => {
  expect(() => startOrder(services({ a: ["b"], b: ["a"], c: [] }))).toThrow("a, b");
});
