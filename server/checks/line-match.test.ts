import { expect, test } from "vitest";
import { createLineMatch } from "#server/checks/line-match";
import { StepBroken } from "#server/checks/step-outcome";

const addressOf = (name: string) => (name === "server" ? "10.213.0.2" : "10.213.0.3");

test("a text is found as it stands, whatever it would mean in a pattern", () => {
  const fits = createLineMatch({ kind: "text", value: "a.c (1)" }, addressOf);
  expect([fits("see a.c (1)!"), fits("abc (1)"), fits("a.c 1")]).toEqual([true, false, false]);
});

test("an address in a pattern is that address, its dots are dots", () => {
  const fits = createLineMatch({ kind: "pattern", value: "^from {{server}}:\\d+$" }, addressOf);
  expect([fits("from 10.213.0.2:40123"), fits("from 10.213.0.3:40123"), fits("from 10.213x0.2:1")]).toEqual([
    true,
    false,
    false,
  ]);
});

test("a pattern for the whole line allows nothing before and after it, with alternatives too", () => {
  const fits = createLineMatch({ kind: "pattern", value: "yes|no" }, addressOf, true);
  expect([fits("yes"), fits("no"), fits("yes!"), fits("oh no")]).toEqual([true, true, false, false]);
});

test("a pattern that would take for ever breaks its step, and holds nobody up for long", () => {
  const fits = createLineMatch({ kind: "pattern", value: "^(a+)+$" }, addressOf);
  const begun = performance.now();
  expect(() => fits(`${"a".repeat(200)}b`)).toThrow(StepBroken);
  expect(performance.now() - begun).toBeLessThan(1000);
  expect(fits("aaa")).toBe(true);
});
