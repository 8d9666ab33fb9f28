import { randomUUID } from "node:crypto";
import { hashPassword } from "#app/_server/auth/password";
import type { Database } from "#prisma/client";
import { type DemoRole, demoCourse, demoPeople } from "#prisma/seed/demo-people";
import { pronounceablePassword } from "#prisma/seed/pronounceable-password";

/** One account as it is shown once; `password` is absent when the account keeps the one it has. */
export interface Account {
  readonly name: string;
  readonly email: string;
  readonly role: DemoRole;
  readonly password?: string;
}

/** The demo course's id; made when it is missing. */
export async function seedCourse(db: Database): Promise<string> {
  const { slug } = demoCourse;
  const course = await db.course.upsert({ where: { slug }, create: { id: randomUUID(), ...demoCourse }, update: {} });
  return course.id;
}

/** Makes the people of the demo course; who exists keeps name and password, unless `password` is given for all. Idempotent. */
export async function seedPeople(db: Database, courseId: string, password: string | undefined): Promise<Account[]> {
  const accounts: Account[] = [];
  for (const person of demoPeople) {
    const known = await db.user.findUnique({ where: { email: person.email } });
    const fresh = password ?? (known?.passwordHash ? undefined : pronounceablePassword());
    const changed = fresh === undefined ? {} : { passwordHash: await hashPassword(fresh) };
    const { name, email, role } = person;
    const user = await db.user.upsert({
      where: { email },
      create: { id: randomUUID(), name, email, operator: role === "operator", ...changed },
      update: changed,
    });
    const membership = { userId: user.id, courseId };
    if (role !== "operator")
      await db.membership.upsert({
        where: { userId_courseId: membership },
        create: { ...membership, role },
        update: {},
      });
    // Whoever was signed in with the old password is not any more.
    if (fresh !== undefined && known?.passwordHash) await db.session.deleteMany({ where: { userId: user.id } });
    accounts.push({ name: user.name, email, role, ...(fresh === undefined ? {} : { password: fresh }) });
  }
  return accounts;
}
