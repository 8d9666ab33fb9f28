import { afterEach, expect, it } from "vitest";
import { fromLocalInput, toLocalInput } from "#app/courses/local-time";

const own = process.env.TZ;
afterEach(() => {
  process.env.TZ = own;
  if (own === undefined) delete process.env.TZ;
});

it.each([
  ["Europe/Berlin", "2026-07-01T23:59", "2026-07-01T21:59:00.000Z"],
  ["Europe/Berlin", "2026-12-01T23:59", "2026-12-01T22:59:00.000Z"],
  ["America/New_York", "2026-12-01T23:59", "2026-12-02T04:59:00.000Z"],
  ["Asia/Kolkata", "2026-03-29T02:30", "2026-03-28T21:00:00.000Z"],
])("in %s, %s is %s and back", (zone, local, utc) => {
  process.env.TZ = zone;
  expect(fromLocalInput(local)).toBe(utc);
  expect(toLocalInput(Date.parse(utc))).toBe(local);
});

it.each(["", "soon", "2026-99-01T00:00"])("%j is no moment", (text) => {
  expect(fromLocalInput(text)).toBeNull();
});
