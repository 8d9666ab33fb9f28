import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** The token of a csrf cookie that we made with `secret`, else null. The form is next-auth's: `token|sha256(token + secret)`. */
export function csrfTokenIn(cookie: string | undefined, secret: string): string | null {
  const [token = "", hash = ""] = cookie?.split("|") ?? [];
  const expected = Buffer.from(hashOf(token, secret));
  const given = Buffer.from(hash);
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

/** A fresh csrf cookie and the token that a form has to send with it. */
export function newCsrf(secret: string): { cookie: string; token: string } {
  const token = randomBytes(32).toString("hex");
  return { token, cookie: `${token}|${hashOf(token, secret)}` };
}

function hashOf(token: string, secret: string): string {
  return createHash("sha256").update(`${token}${secret}`).digest("hex");
}
