import { expect, test } from "vitest";
import { restartDelay } from "#server/instances/restart-rule";

test("without a rule nothing is started again", () => {
  expect(restartDelay({ policy: "no", maximumRetries: null }, { failed: true, restarts: 0 })).toBeUndefined();
});

test("on-failure leaves a good exit alone and gives up after its retries", () => {
  const rule = { policy: "on-failure", maximumRetries: 2 } as const;
  expect(restartDelay(rule, { failed: false, restarts: 0 })).toBeUndefined();
  expect(restartDelay(rule, { failed: true, restarts: 0 })).toBe(1000);
  expect(restartDelay(rule, { failed: true, restarts: 1 })).toBe(2000);
  expect(restartDelay(rule, { failed: true, restarts: 2 })).toBeUndefined();
});

test("always waits longer each time, up to half a minute", () => {
  const rule = { policy: "always", maximumRetries: null } as const;
  expect(restartDelay(rule, { failed: false, restarts: 0 })).toBe(1000);
  expect(restartDelay(rule, { failed: false, restarts: 4 })).toBe(16_000);
  expect(restartDelay(rule, { failed: true, restarts: 400 })).toBe(30_000);
});
