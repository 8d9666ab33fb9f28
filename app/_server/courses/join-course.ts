import { createSignInLimit } from "#app/_server/auth/sign-in-limit";
import { readJoinCode } from "#app/_server/courses/join-code";
import type { Database } from "#prisma/client";
import { UserError } from "#shared/failures";

/** A lecture hall shares one address: every seat may mistype twice. Per person the limit of sign-ins holds. */
const perAddress = { perAddress: 200, perAccount: 200 };

/** One sentence for codes that are unknown, expired, revoked or used up, and for courses that are not open: nobody learns which codes exist. */
const noSuchCode =
  "This code does not let anybody in, or not any more. Check it for mistakes, or ask your lecturer for a new one.";

/**
 * Makes somebody a student of the course whose code they have; who is a member already stays what they are. Answers the course's slug.
 * Throws UserError `refused` for every code that is not good, `limit` after too many of them.
 */
export async function joinCourse(db: Database, userId: string, typed: string, address: string): Promise<string> {
  const limits = [
    { limit: createSignInLimit(db), account: `join as ${userId}` },
    { limit: createSignInLimit(db, Date.now, perAddress), account: `join from ${address}` },
  ];
  const minutes = Math.max(...(await Promise.all(limits.map(({ limit, account }) => limit.wait(account, address)))));
  if (minutes > 0)
    throw new UserError("limit", `There were too many wrong codes. Wait ${minutes} min, then try again.`);
  const code = readJoinCode(typed);
  const slug = code === null ? null : await admit(db, userId, code, new Date());
  if (slug !== null) return slug;
  for (const { limit, account } of limits) await limit.failed(account, address);
  throw new UserError("refused", noSuchCode);
}

/** The slug of the course that the code opened, or null. Counting and joining are one step, so a code is never used more often than it may be. */
async function admit(db: Database, userId: string, code: string, now: Date): Promise<string | null> {
  return db.$transaction(async (tx) => {
    const found = await tx.joinCode.findUnique({ where: { code }, include: { course: true } });
    if (found === null || found.revokedAt !== null || found.expiresAt <= now || found.course.state !== "open")
      return null;
    const membership = { userId, courseId: found.courseId };
    if ((await tx.membership.findUnique({ where: { userId_courseId: membership } })) !== null) return found.course.slug;
    if (found.maximumUses !== null && found.uses >= found.maximumUses) return null;
    await tx.joinCode.update({ where: { code }, data: { uses: { increment: 1 } } });
    await tx.membership.create({ data: { ...membership, role: "student" } });
    return found.course.slug;
  });
}
