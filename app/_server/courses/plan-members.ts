import { type ListProblem, type MemberList, readMemberList } from "#app/_server/courses/member-list";
import type { Database } from "#prisma/client";
import { Role } from "#shared/roles";

/** A database, or a transaction on it. */
export type Reader = Pick<Database, "user" | "membership">;

/** What happens with a line: a new account is invited, a known one added, a member changed or left as they are. */
export type MemberStep = "invite" | "add" | "change" | "keep";

/** A line of a list as it would be carried out. */
export interface PlannedMember {
  readonly line: number;
  readonly step: MemberStep;
  readonly email: string;
  /** The account's name where there is one: a list changes nobody's. */
  readonly name: string;
  readonly role: Role;
  readonly group: string;
  /** Undefined for an account that is yet to be made. */
  readonly userId: string | undefined;
  /** What a member has so far and the line changes; JSON leaves the rest out. */
  readonly before: { readonly role: Role | undefined; readonly group: string | undefined };
}

/** What would happen with a whole list. Lines with a problem are left out. */
export interface MemberPlan {
  readonly planned: readonly PlannedMember[];
  readonly problems: readonly ListProblem[];
}

/** Reads a list and says what each line would do in the course; changes nothing. */
export async function planMembers(db: Reader, courseId: string, text: string): Promise<MemberPlan> {
  const list = readMemberList(text);
  const [accounts, members] = await Promise.all([
    db.user.findMany({
      where: { email: { in: list.members.map(({ email }) => email) } },
      select: { id: true, email: true, name: true },
    }),
    db.membership.findMany({ where: { courseId }, select: { userId: true, role: true, group: true } }),
  ]);
  const accountOf = new Map(accounts.map((account) => [account.email, account]));
  const memberOf = new Map(members.map((member) => [member.userId, member]));
  const problems: ListProblem[] = [...list.problems];
  const planned = list.members.flatMap((listed) => {
    const account = accountOf.get(listed.email);
    if (account === undefined && listed.name === "") {
      const sentence = `There is no account for ${listed.email} yet; to invite somebody, the list has to say the name.`;
      problems.push({ line: listed.line, sentence });
      return [];
    }
    return [stepOf(listed, account, account && memberOf.get(account.id))];
  });
  return keepLecturer(planned, members, problems);
}

type Known = { readonly role: string; readonly group: string };

function stepOf(
  listed: MemberList["members"][number],
  account: { id: string; name: string } | undefined,
  member: Known | undefined,
): PlannedMember {
  const { line, email } = listed;
  const known = Role.safeParse(member?.role).data;
  const role = listed.role ?? known ?? "student";
  const group = listed.group ?? member?.group ?? "";
  const before = {
    role: known === role ? undefined : known,
    group: member?.group === group ? undefined : member?.group,
  };
  const changes = before.role !== undefined || before.group !== undefined;
  const step = account === undefined ? "invite" : member === undefined ? "add" : changes ? "change" : "keep";
  return {
    ...{ line, step, email, role, group, userId: account?.id },
    name: account?.name ?? listed.name,
    before,
  };
}

/** Leaves out the lines that would take the course's last lecturers away. */
function keepLecturer(
  planned: readonly PlannedMember[],
  members: readonly (Known & { readonly userId: string })[],
  problems: readonly ListProblem[],
): MemberPlan {
  const roleAfter = new Map(planned.map(({ userId, role }) => [userId, role]));
  const stays = members.some(({ userId, role }) => (roleAfter.get(userId) ?? role) === "lecturer");
  const lecturers = new Set(members.filter(({ role }) => role === "lecturer").map(({ userId }) => userId));
  if (stays || planned.some(({ role }) => role === "lecturer")) return { planned, problems: inOrder(problems) };
  const lowered = planned.filter(({ userId }) => userId !== undefined && lecturers.has(userId));
  return {
    planned: planned.filter((one) => !lowered.includes(one)),
    problems: inOrder([
      ...problems,
      ...lowered.map(({ line, name }) => ({
        line,
        sentence: `${name} stays lecturer: without a lecturer nobody could look after the course.`,
      })),
    ]),
  };
}

function inOrder(problems: readonly ListProblem[]): ListProblem[] {
  return problems.toSorted((a, b) => a.line - b.line);
}
