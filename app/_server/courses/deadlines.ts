import type { Database } from "#prisma/client";
import { DeadlineWish } from "#shared/courses";
import { UserError, unknownThing } from "#shared/failures";

/** Sets an experiment's deadline, or takes it back together with everybody's extension. */
export async function setDeadline(db: Database, courseId: string, slug: string, posted: unknown): Promise<void> {
  const dueAt = momentIn(posted);
  const { id: experimentId } = await experimentAt(db, courseId, slug);
  if (dueAt === null) await db.deadline.deleteMany({ where: { experimentId } });
  else await db.deadline.upsert({ where: { experimentId }, create: { experimentId, dueAt }, update: { dueAt } });
}

/** Gives one member more time, or takes it back. Throws UserError `refused` where there is no deadline, or for an earlier moment. */
export async function setExtension(
  db: Database,
  courseId: string,
  slug: string,
  userId: string,
  posted: unknown,
): Promise<void> {
  const dueAt = momentIn(posted);
  const { id: experimentId, deadline } = await experimentAt(db, courseId, slug);
  const member = await db.membership.findUnique({ where: { userId_courseId: { userId, courseId } } });
  if (member === null) throw unknownThing();
  const where = { experimentId, userId };
  if (dueAt === null) {
    await db.deadlineExtension.deleteMany({ where });
    return;
  }
  if (deadline === null)
    throw new UserError("refused", "This experiment has no deadline, so there is nothing to extend.");
  if (dueAt <= deadline.dueAt)
    throw new UserError("refused", "An extension ends later than the deadline of the others.");
  await db.deadlineExtension.upsert({
    where: { experimentId_userId: where },
    create: { ...where, dueAt },
    update: { dueAt },
  });
}

function momentIn(posted: unknown): Date | null {
  const wish = DeadlineWish.safeParse(posted);
  if (!wish.success) throw new UserError("invalid", "A deadline is a day and a time.");
  return wish.data.dueAt === null ? null : new Date(wish.data.dueAt);
}

async function experimentAt(db: Database, courseId: string, slug: string) {
  const experiment = await db.experiment.findUnique({
    where: { courseId_slug: { courseId, slug } },
    select: { id: true, deadline: { select: { dueAt: true } } },
  });
  if (experiment === null) throw unknownThing();
  return experiment;
}
