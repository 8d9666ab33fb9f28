import { z } from "zod";
import { hashPassword, maxPasswordLength, passwordFits } from "#app/_server/auth/password";
import { createSignInLimit } from "#app/_server/auth/sign-in-limit";
import type { Database } from "#prisma/client";
import { UserError } from "#shared/failures";

/** NIST's lower bound for passwords that a person chooses. */
export const minPasswordLength = 8;

const Form = z.object({
  current: z.string().max(maxPasswordLength),
  fresh: z
    .string()
    .min(minPasswordLength, `The new password needs at least ${minPasswordLength} characters.`)
    .max(maxPasswordLength, `The new password may have at most ${maxPasswordLength} characters.`),
});

/** Gives the person a new password and ends all their other sign-ins. Throws UserError with the sentence for the form. */
export async function changePassword(
  db: Database,
  who: { id: string; email: string; sessionId: string },
  posted: unknown,
  address: string,
): Promise<void> {
  const form = Form.safeParse(posted);
  if (!form.success) throw new UserError("invalid", form.error.issues[0]?.message ?? "The form is not complete.");
  const limit = createSignInLimit(db);
  const minutes = await limit.wait(who.email, address);
  if (minutes > 0)
    throw new UserError("limit", `There were too many wrong passwords. Wait ${minutes} min, then try again.`);
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: who.id } });
  if (!(await passwordFits(passwordHash, form.data.current))) {
    await limit.failed(who.email, address);
    throw new UserError("refused", "This is not your current password.");
  }
  const fresh = await hashPassword(form.data.fresh);
  await db.$transaction([
    db.user.update({ where: { id: who.id }, data: { passwordHash: fresh } }),
    db.session.deleteMany({ where: { userId: who.id, id: { not: who.sessionId } } }),
  ]);
}
