import { type MemberPlan, type PlannedMember, planMembers } from "#app/_server/courses/plan-members";
import { newId } from "#app/_server/new-id";
import type { Database } from "#prisma/client";
import { MemberChange } from "#shared/courses";
import { UserError, unknownThing } from "#shared/failures";

/** A thousand people in one transaction take a second on a slow disk. */
const patience = { timeout: 20_000, maxWait: 10_000 };

/** Carries a list out as far as its lines can be taken; answers what was done with each and what was left out. */
export async function importMembers(db: Database, courseId: string, text: string): Promise<MemberPlan> {
  return db.$transaction(async (tx) => {
    const plan = await planMembers(tx, courseId, text);
    const planned = plan.planned.map((one) => ({ ...one, userId: one.userId ?? newId() }));
    const having = (step: PlannedMember["step"]) => planned.filter((one) => one.step === step);
    // Without a password: who is invited signs in by a link or through the university.
    const fresh = having("invite").map(({ userId, email, name }) => ({ id: userId, email, name }));
    await tx.user.createMany({ data: fresh });
    const rows = [...having("invite"), ...having("add")].map(({ userId, role, group }) => ({
      ...{ userId, courseId, role, group },
    }));
    await tx.membership.createMany({ data: rows });
    for (const { userId, role, group } of having("change"))
      await tx.membership.update({ where: { userId_courseId: { userId, courseId } }, data: { role, group } });
    return { ...plan, planned };
  }, patience);
}

/** Changes a member's role or group. Throws UserError `invalid`, `unknown`, or `refused` for the last lecturer. */
export async function changeMember(db: Database, courseId: string, userId: string, posted: unknown): Promise<void> {
  const change = MemberChange.safeParse(posted);
  if (!change.success)
    throw new UserError("invalid", "A role is student, tutor or lecturer; a group's name has at most 40 characters.");
  const { role, group } = change.data;
  await withMember(db, courseId, userId, role !== undefined && role !== "lecturer", (tx, where) =>
    tx.membership.update({
      where,
      data: { ...(role === undefined ? {} : { role }), ...(group === undefined ? {} : { group }) },
    }),
  );
}

/** Takes a member out of the course; their workspaces are kept and wait for them. Throws UserError as `changeMember` does. */
export async function removeMember(db: Database, courseId: string, userId: string): Promise<void> {
  await withMember(db, courseId, userId, true, async (tx, where) => {
    await tx.membership.delete({ where });
    // Nobody comes back as somebody's guest without being asked again.
    await tx.workspaceGuest.deleteMany({ where: { userId, workspace: { version: { experiment: { courseId } } } } });
  });
}

type Transaction = Pick<Database, "membership" | "workspaceGuest">;

async function withMember(
  db: Database,
  courseId: string,
  userId: string,
  lowers: boolean,
  act: (tx: Transaction, where: { userId_courseId: { userId: string; courseId: string } }) => Promise<unknown>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const where = { userId_courseId: { userId, courseId } };
    const member = await tx.membership.findUnique({ where });
    if (member === null) throw unknownThing();
    if (lowers && member.role === "lecturer") {
      const others = await tx.membership.count({ where: { courseId, role: "lecturer", userId: { not: userId } } });
      if (others === 0)
        throw new UserError("refused", "The last lecturer stays: without one nobody could look after the course.");
    }
    await act(tx, where);
  });
}
