import { expect, test } from "vitest";
import { hasSettled, restartDelay } from "#server/instances/restart-rule";
import type { RestartRule } from "#shared/experiment/experiment";

function rule(policy: RestartRule["policy"], rest: Partial<RestartRule> = {}): RestartRule {
  return { policy, maximumRetries: null, delaySeconds: null, windowSeconds: null, ...rest };
}

test("without a rule nothing is started again", () => {
  expect(restartDelay(rule("no"), { failed: true, restarts: 0 })).toBeUndefined();
});

test("on-failure leaves a good exit alone and gives up after its retries", () => {
  const twice = rule("on-failure", { maximumRetries: 2 });
  expect(restartDelay(twice, { failed: false, restarts: 0 })).toBeUndefined();
  expect(restartDelay(twice, { failed: true, restarts: 0 })).toBe(1000);
  expect(restartDelay(twice, { failed: true, restarts: 1 })).toBe(2000);
  expect(restartDelay(twice, { failed: true, restarts: 2 })).toBeUndefined();
});

test("always waits longer each time, up to half a minute", () => {
  expect(restartDelay(rule("always"), { failed: false, restarts: 0 })).toBe(1000);
  expect(restartDelay(rule("always"), { failed: false, restarts: 4 })).toBe(16_000);
  expect(restartDelay(rule("always"), { failed: true, restarts: 400 })).toBe(30_000);
});

test("a delay of the experiment is the same each time", () => {
  const slow = rule("always", { delaySeconds: 7 });
  expect(restartDelay(slow, { failed: true, restarts: 0 })).toBe(7000);
  expect(restartDelay(slow, { failed: true, restarts: 9 })).toBe(7000);
});

test("a program has settled when it ran for ten seconds, or for the experiment's window", () => {
  expect(hasSettled(rule("always"), 9_000)).toBe(false);
  expect(hasSettled(rule("always"), 11_000)).toBe(true);
  expect(hasSettled(rule("always", { windowSeconds: 60 }), 11_000)).toBe(false);
  expect(hasSettled(rule("always", { windowSeconds: 2 }), 3_000)).toBe(true);
});
