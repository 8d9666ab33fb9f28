import { createTranslator } from "use-intl/core";
import { expect, it } from "vitest";
import type { IdentityRefusal } from "#app/_server/auth/enter-by-identity";
import { messagesIn } from "#app/i18n/messages";
import { refusalOf } from "#app/sign-in/refusal";

const reasons: Record<IdentityRefusal | "failed", true> = {
  ...{ address: true, unverified: true, unknown: true, password: true, taken: true, other: true },
  failed: true,
};
const t = createTranslator({ locale: "en", messages: messagesIn("en"), namespace: "account.refusal" });
const say = (error: string) => refusalOf(error, t);
const fallback = say("something new");

it.each(Object.keys(reasons))("has a sentence of its own for a university's refusal “%s”", (reason) => {
  expect(say(`university-${reason}`)).not.toBe(fallback);
});

it("says how long to wait, and nothing that an address made up", () => {
  expect(say("wait-15")).toContain("Wait 15 minutes");
  for (const error of ["wait-99999", "constructor", "<b>", "university-"]) expect(say(error)).toBe(fallback);
});
