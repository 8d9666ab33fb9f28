import { expect, it } from "vitest";
import type { IdentityRefusal } from "#app/_server/auth/enter-by-identity";
import { refusalOf } from "#app/sign-in/refusal";

const reasons: Record<IdentityRefusal | "failed", true> = {
  ...{ address: true, unverified: true, unknown: true, password: true, taken: true, other: true },
  failed: true,
};
const fallback = refusalOf("something new");

it.each(Object.keys(reasons))("has a sentence of its own for a university's refusal “%s”", (reason) => {
  expect(refusalOf(`university-${reason}`)).not.toBe(fallback);
});

it("says how long to wait, and nothing that an address made up", () => {
  expect(refusalOf("wait-15")).toContain("15 minutes");
  for (const error of ["wait-99999", "constructor", "<b>", "university-"]) expect(refusalOf(error)).toBe(fallback);
});
