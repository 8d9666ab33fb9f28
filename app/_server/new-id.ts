import { randomBytes } from "node:crypto";

/** Crockford's 32 signs: none that look alike, safe in paths, labels and URLs. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** A fresh id of 16 signs: 80 random bits, so nobody guesses one and no two meet. */
export function newId(): string {
  return Array.from(randomBytes(16), (byte) => alphabet[byte % alphabet.length]).join("");
}
