import { z } from "zod";
import { maxPasswordLength, passwordFits } from "#app/_server/auth/password";
import { createSignInLimit } from "#app/_server/auth/sign-in-limit";
import type { Database } from "#prisma/client";

const Credentials = z.object({
  email: z.string().trim().toLowerCase().min(1).max(200),
  password: z.string().min(1).max(maxPasswordLength),
});

/** Who signed in, or why not; `wait` is in minutes. */
export type SignIn =
  | { ok: true; user: { id: string; name: string; email: string } }
  | { ok: false; reason: "wrong" }
  | { ok: false; reason: "wait"; minutes: number };

/** Checks credentials, whatever was posted; takes equally long for unknown accounts and wrong passwords. */
export async function signIn(db: Database, posted: unknown, address: string): Promise<SignIn> {
  const parsed = Credentials.safeParse(posted);
  if (!parsed.success) return { ok: false, reason: "wrong" };
  const { email, password } = parsed.data;
  const limit = createSignInLimit(db);
  const minutes = await limit.wait(email, address);
  if (minutes > 0) return { ok: false, reason: "wait", minutes };

  const user = await db.user.findUnique({ where: { email } });
  if (!(await passwordFits(user?.passwordHash, password)) || user === null) {
    await limit.failed(email, address);
    return { ok: false, reason: "wrong" };
  }
  await limit.succeeded(email, address);
  return { ok: true, user: { id: user.id, name: user.name, email: user.email } };
}
