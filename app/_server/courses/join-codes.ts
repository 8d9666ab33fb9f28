import { newJoinCode } from "#app/_server/courses/join-code";
import type { Database } from "#prisma/client";
import { JoinCodeWish, maxCodeDays } from "#shared/courses";
import { UserError, unknownThing } from "#shared/failures";

/** Codes of a course that are good at the same time; more than one per group are hard to keep apart. */
const maxCodes = 50;
const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Makes a join code; answers it. Throws UserError with the sentence for the form. */
export async function makeJoinCode(db: Database, courseId: string, posted: unknown): Promise<string> {
  const wish = JoinCodeWish.safeParse(posted);
  if (!wish.success)
    throw new UserError(
      "invalid",
      `A code is good for 1 to ${maxCodeDays} days, and for 1 to 1000 people or any number.`,
    );
  const now = Date.now();
  const good = await db.joinCode.count({ where: { courseId, revokedAt: null, expiresAt: { gt: new Date(now) } } });
  if (good >= maxCodes) throw new UserError("limit", `There are ${maxCodes} codes already. Revoke one first.`);
  const { days, maximumUses } = wish.data;
  const { code } = await db.joinCode.create({
    data: { code: newJoinCode(), courseId, expiresAt: new Date(now + days * dayMilliseconds), maximumUses },
  });
  return code;
}

/** From now on the code lets nobody in. Idempotent; throws what unknown things answer for another course's code. */
export async function revokeJoinCode(db: Database, courseId: string, code: string): Promise<void> {
  const { count } = await db.joinCode.updateMany({ where: { code, courseId }, data: { revokedAt: new Date() } });
  if (count === 0) throw unknownThing();
}
