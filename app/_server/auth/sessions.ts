import { newId } from "#app/_server/new-id";
import type { Database } from "#prisma/client";

/** Begins a sign-in and answers its id; sweeps sign-ins that have expired. */
export async function startSession(db: Database, userId: string, seconds: number): Promise<string> {
  const now = Date.now();
  await db.session.deleteMany({ where: { expiresAt: { lt: new Date(now) } } });
  const { id } = await db.session.create({
    data: { id: newId() + newId(), userId, expiresAt: new Date(now + seconds * 1000) },
  });
  await db.user.update({ where: { id: userId }, data: { signedInAt: new Date(now) } });
  return id;
}

/** Ends a sign-in: its cookie is refused from now on, its sockets close. Idempotent. */
export async function endSession(db: Database, id: string): Promise<void> {
  await db.session.deleteMany({ where: { id } });
}

/** Ends all sign-ins of a person, but for `except`. Idempotent. */
export async function endAllSessions(db: Database, userId: string, except?: string): Promise<void> {
  await db.session.deleteMany({ where: { userId, ...(except === undefined ? {} : { id: { not: except } }) } });
}

/** Who is signed in under this id, or null when it ended. */
export async function userOfSession(db: Database, id: string) {
  const row = await db.session.findUnique({ where: { id }, include: { user: true } });
  if (row === null || row.expiresAt.getTime() <= Date.now()) return null;
  const { user } = row;
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    operator: user.operator,
    language: user.language,
    sessionId: row.id,
  };
}
