import { expect, test } from "vitest";
import { parseBytes, parseDuration } from "#shared/experiment/quantities";

test.each([
  ["10s", 10],
  ["1m30s", 90],
  ["500ms", 0.5],
  ["1.5h", 5400],
  ["2h3m", 7380],
  ["0s", 0],
])("%s is %d seconds", (text, seconds) => {
  expect(parseDuration(text)).toBeCloseTo(seconds);
});

test.each(["", "10", "s", "-1s", "1 s", "1d", "1s1", "s1", "1e3s", "9".repeat(60)])("%j is no duration", (text) => {
  expect(parseDuration(text)).toBeNull();
});

test.each([
  ["4096", 4096],
  ["4096b", 4096],
  ["1k", 1024],
  ["64m", 67_108_864],
  ["64MB", 67_108_864],
  ["1g", 1_073_741_824],
  ["1 gb", 1_073_741_824],
])("%s is %d bytes", (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes);
});

test.each(["", "m", "-1", "1.5g", "1t", "0x10", "1e3", "9".repeat(16)])("%j is no size", (text) => {
  expect(parseBytes(text)).toBeNull();
});
