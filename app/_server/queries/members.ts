import { showJoinCode } from "#app/_server/courses/join-code";
import { type FoundClass, findClass } from "#app/_server/queries/class";
import type { Database } from "#prisma/client";
import { Role } from "#shared/roles";

/** A member of a course, for those who teach it. */
export interface MemberEntry {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly group: string;
  /** Has an account that nobody has signed in with yet. */
  readonly invited: boolean;
}

/** A code that lets people in, or did. Times are milliseconds since 1970. */
export interface JoinCodeEntry {
  readonly code: string;
  /** As people read it. */
  readonly shown: string;
  readonly expiresAt: number;
  readonly uses: number;
  readonly maximumUses: number | null;
  readonly state: "good" | "revoked" | "expired" | "used up";
}

/** Who is in a course and how others come in; codes only for those who may make them. */
export interface FoundMembers {
  readonly course: FoundClass;
  readonly members: readonly MemberEntry[];
  readonly codes: readonly JoinCodeEntry[];
}

/** The members of a course; null when it is unknown or not this person's to look after. */
export async function findMembers(db: Database, userId: string, slug: string): Promise<FoundMembers | null> {
  const course = await findClass(db, userId, slug);
  if (course === null) return null;
  const [members, codes] = await Promise.all([
    db.membership.findMany({ where: { courseId: course.id }, include: { user: true } }),
    course.mayChange
      ? db.joinCode.findMany({ where: { courseId: course.id }, orderBy: { createdAt: "desc" }, take: 50 })
      : [],
  ]);
  const now = Date.now();
  return {
    course,
    members: members.map(({ user, role, group }) => ({
      ...{ id: user.id, name: user.name, email: user.email, group },
      role: Role.parse(role),
      invited: user.passwordHash === null && user.signedInAt === null,
    })),
    codes: codes.map(({ code, expiresAt, revokedAt, uses, maximumUses }) => ({
      ...{ code, shown: showJoinCode(code), expiresAt: expiresAt.getTime(), uses, maximumUses },
      state:
        revokedAt !== null
          ? "revoked"
          : expiresAt.getTime() <= now
            ? "expired"
            : maximumUses !== null && uses >= maximumUses
              ? "used up"
              : "good",
    })),
  };
}
