import { hash, verify } from "@node-rs/argon2";

/** argon2id with OWASP's first choice: 19 MiB, two passes, one lane; about 50 ms here. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Longer ones are refused before any hashing. */
export const maxPasswordLength = 200;

let decoy: Promise<string> | undefined;

/** A hash to keep; never the same twice. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

/** Whether the password fits. Without a hash (unknown account) it takes as long and is false. */
export async function passwordFits(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody's password");
  const fits = await verify(stored ?? (await decoy), password).catch(() => false);
  return fits && typeof stored === "string";
}
