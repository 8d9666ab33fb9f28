import { makeLink, type OneTimeLink } from "#app/_server/auth/one-time-links";
import { mayInvite } from "#app/_server/policies/account";
import type { Database } from "#prisma/client";
import { UserError, unknownThing } from "#shared/failures";
import { Role } from "#shared/roles";

/**
 * A one-time link with which the owner of an account that nobody has used yet sets a name and a password. For a lecturer of the course
 * at `courseSlug`, of which the account is a member, and for operators. Throws UserError `unknown`, `forbidden` or `refused`.
 */
export async function invite(
  db: Database,
  who: { readonly id: string; readonly operator: boolean },
  userId: string,
  courseSlug: string | undefined,
): Promise<OneTimeLink> {
  if (!who.operator) await assertLecturer(db, who.id, userId, courseSlug);
  const account = await db.user.findUnique({
    where: { id: userId },
    include: {
      _count: { select: { identities: true } },
      memberships: { where: { role: { not: "student" } }, select: { courseId: true } },
    },
  });
  if (account === null) throw unknownThing();
  // Who holds the link becomes the account: it must not lead into one that somebody has.
  if (account.passwordHash !== null || account._count.identities > 0)
    throw new UserError(
      "refused",
      `${account.name} has signed in before and needs no invitation. If the password is lost, the operator makes a link for a new one.`,
    );
  if (!who.operator && !(await givesNoMore(db, who.id, account)))
    throw new UserError(
      "refused",
      `${account.name} also teaches in a course that is not yours. The operator makes this invitation.`,
    );
  return makeLink(db, userId, "invitation");
}

/** Whether an account opens nothing that this lecturer may not do already, but for a student's place. */
async function givesNoMore(
  db: Database,
  id: string,
  account: { readonly operator: boolean; readonly memberships: readonly { readonly courseId: string }[] },
): Promise<boolean> {
  const courses = account.memberships.map(({ courseId }) => courseId);
  const mine = await db.membership.count({ where: { userId: id, role: "lecturer", courseId: { in: courses } } });
  return !account.operator && mine === courses.length;
}

async function assertLecturer(db: Database, id: string, userId: string, slug: string | undefined): Promise<void> {
  const course = slug === undefined ? null : await db.course.findUnique({ where: { slug } });
  const members =
    course === null
      ? []
      : await db.membership.findMany({ where: { courseId: course.id, userId: { in: [id, userId] } } });
  const role = Role.safeParse(members.find((member) => member.userId === id)?.role).data;
  if (role === undefined || role === "student") throw unknownThing();
  if (!mayInvite(role)) throw new UserError("forbidden", "Only a lecturer of the course invites.");
  if (!members.some((member) => member.userId === userId)) throw unknownThing();
}
