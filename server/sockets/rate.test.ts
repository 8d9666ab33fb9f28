import { expect, test } from "vitest";
import { createRate } from "#server/sockets/rate";

test("a burst is allowed, what is over it is not, and time fills the allowance again", () => {
  let now = 0;
  const rate = createRate(10, 3, () => now);
  expect([rate.take(), rate.take(), rate.take(), rate.take()]).toEqual([true, true, true, false]);
  now = 100;
  expect([rate.take(), rate.take()]).toEqual([true, false]);
  now = 60_000;
  expect([rate.take(), rate.take(), rate.take(), rate.take()]).toEqual([true, true, true, false]);
});
