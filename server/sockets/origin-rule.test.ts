import { expect, test } from "vitest";
import { createOriginRule } from "#server/sockets/origin-rule";

const request = (headers: Record<string, string>) => ({ headers });

test("without a list only the origin under which the request came in is accepted", () => {
  const rule = createOriginRule([]);
  expect(rule(request({ host: "lab:7080", origin: "http://lab:7080" }))).toBe(true);
  expect(rule(request({ host: "127.0.0.1:7081", "x-forwarded-host": "lab:7080", origin: "https://lab:7080" }))).toBe(
    true,
  );
  expect(rule(request({ host: "lab:7080", origin: "http://lab:7100" }))).toBe(false);
  expect(rule(request({ host: "lab:7080", origin: "null" }))).toBe(false);
  expect(rule(request({ host: "lab:7080" }))).toBe(true);
});

test("with a list nothing else is accepted, whatever host the request names", () => {
  const rule = createOriginRule(["https://lab.example"]);
  expect(rule(request({ host: "evil.example", origin: "https://evil.example" }))).toBe(false);
  expect(rule(request({ host: "127.0.0.1:7081", origin: "https://lab.example" }))).toBe(true);
  expect(rule(request({ host: "lab.example", origin: "null" }))).toBe(false);
});
