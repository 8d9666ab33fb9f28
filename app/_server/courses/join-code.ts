import { randomInt } from "node:crypto";

/** Crockford's 32 signs: none that look alike on a projector. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
/** 40 random bits: at forty wrong codes a quarter of an hour nobody meets one in a lifetime. */
const signs = 8;

/** A fresh code, as it is kept: small letters and digits. */
export function newJoinCode(): string {
  return Array.from({ length: signs }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** The code that somebody meant who typed this: blanks, hyphens and capitals do not matter, nor do o for 0 and i or l for 1. Null when it cannot be one. */
export function readJoinCode(typed: string): string | null {
  const code = typed.toLowerCase().replaceAll(/[\s-]/g, "").replaceAll("o", "0").replaceAll(/[il]/g, "1");
  return code.length === signs && [...code].every((sign) => alphabet.includes(sign)) ? code : null;
}

/** The code as people read it: "k7pm-3x9q". */
export function showJoinCode(code: string): string {
  return `${code.slice(0, signs / 2)}-${code.slice(signs / 2)}`;
}
