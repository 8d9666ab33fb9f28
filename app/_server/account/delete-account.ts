import { z } from "zod";
import { maxPasswordLength, passwordFits } from "#app/_server/auth/password";
import { createSignInLimit } from "#app/_server/auth/sign-in-limit";
import { removeCopies } from "#app/_server/submissions/copies";
import type { Database } from "#prisma/client";
import { UserError } from "#shared/failures";

const Form = z.object({ email: z.string().max(200), password: z.string().max(maxPasswordLength) });

/**
 * Deletes the person's account with all their workspaces for good; the workspace server removes machines and files within seconds.
 * Asks for the address, and for the password where there is one. Throws UserError with the sentence for the form.
 */
export async function deleteAccount(
  db: Database,
  who: { id: string; email: string },
  posted: unknown,
  address: string,
): Promise<void> {
  const form = Form.safeParse(posted);
  if (!form.success || form.data.email.trim().toLowerCase() !== who.email)
    throw new UserError("invalid", `Type your address, ${who.email}, to show that you mean it.`);
  const limit = createSignInLimit(db);
  const minutes = await limit.wait(who.email, address);
  if (minutes > 0)
    throw new UserError("limit", `There were too many wrong passwords. Wait ${minutes} min, then try again.`);
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: who.id } });
  if (passwordHash !== null && !(await passwordFits(passwordHash, form.data.password))) {
    await limit.failed(who.email, address);
    throw new UserError("refused", "This is not your password.");
  }
  await db.$transaction(async (tx) => {
    const left = await tx.course.findFirst({
      where: {
        memberships: {
          some: { userId: who.id, role: "lecturer" },
          none: { role: "lecturer", userId: { not: who.id } },
        },
      },
      select: { title: true },
    });
    if (left !== null)
      throw new UserError(
        "refused",
        `You are the last lecturer of ${left.title}. Make somebody else its lecturer first; nobody could look after it otherwise.`,
      );
    // Copies of what the person handed in, wherever somebody runs them again.
    await removeCopies(tx, { version: { submission: { workspace: { ownerId: who.id } } } });
    await removeCopies(tx, { ownerId: who.id });
    const workspaces = await tx.workspace.findMany({ where: { ownerId: who.id }, select: { id: true } });
    const ids = workspaces.map(({ id }) => id);
    await tx.removedWorkspace.createMany({ data: ids.map((id) => ({ id })) });
    await tx.event.deleteMany({ where: { workspaceId: { in: ids } } });
    await tx.user.delete({ where: { id: who.id } });
  });
}
