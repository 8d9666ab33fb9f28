import type { Database } from "#prisma/client";
import type { Audit, AuditNote } from "#server/audit/audit";
import type { Company } from "#server/people/company";
import { presentGuest } from "#server/people/guest-records";
import type { Member } from "#server/people/member";
import { named, type People } from "#server/people/people";
import type { Caller } from "#server/sockets/handlers";
import { UserError, unknownThing } from "#shared/failures";
import type { NamedPerson } from "#shared/help";
import { UserId, type WorkspaceId } from "#shared/ids";
import type { GuestView } from "#shared/people";

/** Pair work: the classmates whom an owner lets in. */
export interface Guests {
  /** Classmates whose name contains a text and who are not invited yet. */
  candidates(caller: Caller, name: string): Promise<NamedPerson[]>;
  /** Lets a classmate in, or changes what an invited one may do; in force when it resolves, lowered rights at once. */
  invite(caller: Caller, user: UserId, right: GuestView["right"]): Promise<GuestView>;
  /** Ends an invitation and closes the guest's pages. */
  remove(caller: Caller, user: UserId): Promise<void>;
  leave(caller: Caller): Promise<void>;
  /** Makes guests who drive such that only look, at once; without `user` all of them. */
  lower(company: Company, owner: Member, user: UserId | undefined): Promise<void>;
}

interface GuestsParts {
  readonly database: Database;
  readonly people: People;
  readonly audit: Audit;
}

/** A pair and a few who watch; more is a class. */
const maximumGuests = 8;
const listedCandidates = 20;

/** Invitations; the table is written here because here they are decided and enforced. */
export function createGuests({ database, people, audit }: GuestsParts): Guests {
  async function classmates(workspace: WorkspaceId, caller: UserId): Promise<NamedPerson[]> {
    const rows = await database.membership.findMany({
      where: {
        role: "student",
        userId: { not: caller },
        course: { experiments: { some: { versions: { some: { workspaces: { some: { id: workspace } } } } } } },
      },
      select: { user: { select: { id: true, name: true } } },
      orderBy: { user: { name: "asc" } },
    });
    return rows.map(({ user }) => ({ user: UserId.parse(user.id), name: user.name }));
  }

  /** What holds for a guest from now on, in memory. */
  function take(company: Company, guest: GuestView): void {
    company.guests.set(guest.user, guest);
    const member = company.members.get(guest.user);
    if (member?.relation === "guest") member.setBase(guest.right);
    company.tell();
  }

  async function store(company: Company, right: GuestView["right"], note: AuditNote & { whom: NamedPerson }) {
    const key = { workspaceId: company.workspace, userId: note.whom.user };
    const [, row] = await database.$transaction([
      database.event.create({ data: audit.row(company.workspace, { ...note, right }) }),
      database.workspaceGuest.upsert({
        where: { workspaceId_userId: key },
        create: { ...key, right },
        update: { right },
        include: { user: { select: { name: true } } },
      }),
    ]);
    const guest = presentGuest(row);
    take(company, guest);
    return guest;
  }

  async function end(company: Company, guest: GuestView, note: AuditNote, sentence: string): Promise<void> {
    await database.$transaction([
      database.event.create({ data: audit.row(company.workspace, note) }),
      database.workspaceGuest.deleteMany({ where: { workspaceId: company.workspace, userId: guest.user } }),
    ]);
    company.guests.delete(guest.user);
    const member = company.members.get(guest.user);
    if (member?.relation === "guest") people.expel(company, member, sentence);
    company.tell();
  }

  function guestOf(company: Company, user: UserId): GuestView {
    const guest = company.guests.get(user);
    if (guest === undefined) throw unknownThing();
    return guest;
  }

  return {
    async candidates(caller, name) {
      const { company } = people.memberOf(caller);
      const wanted = name.trim().toLowerCase();
      const all = await classmates(company.workspace, caller.claims.sub);
      return all
        .filter((one) => one.name.toLowerCase().includes(wanted) && !company.guests.has(one.user))
        .slice(0, listedCandidates);
    },
    invite(caller, user, right) {
      const { company, member: owner } = people.memberOf(caller);
      const by = named(owner);
      // Decided in the order of asking: a stop that comes after this one is also carried out after it.
      return company.decide(async () => {
        const known = company.guests.get(user);
        if (known?.right === right) return known;
        if (known !== undefined) return store(company, right, { kind: "guest.changed", by, whom: whomOf(known) });
        if (company.guests.size >= maximumGuests)
          throw new UserError(
            "limit",
            `${maximumGuests} classmates are invited already. Remove one to invite another.`,
          );
        const classmate = (await classmates(company.workspace, caller.claims.sub)).find((one) => one.user === user);
        if (classmate === undefined) throw unknownThing();
        return store(company, right, { kind: "guest.invited", by, whom: classmate });
      });
    },
    async remove(caller, user) {
      const { company, member: owner } = people.memberOf(caller);
      const sentence = `${owner.name} has ended your visit to this workspace.`;
      await company.decide(async () => {
        const guest = guestOf(company, user);
        await end(company, guest, { kind: "guest.removed", by: named(owner), whom: whomOf(guest) }, sentence);
      });
    },
    async leave(caller) {
      const { company, member } = people.memberOf(caller);
      if (member.relation !== "guest") throw new UserError("refused", "Only an invited classmate can leave for good.");
      await company.decide(async () => {
        const guest = guestOf(company, member.user);
        await end(company, guest, { kind: "guest.left", by: named(member) }, "You have left this workspace.");
      });
    },
    async lower(company, owner, user) {
      const drivers = () =>
        [...company.guests.values()].filter(
          (guest) => guest.right === "drive" && (user === undefined || guest.user === user),
        );
      // Who drives now stops now; the invitation is changed in its turn, also one that is being given just now.
      const stopped = new Set(drivers().map((guest) => guest.user));
      for (const guest of drivers()) take(company, { ...guest, right: "view" });
      if (stopped.size === 0 && company.deciding === 0) return;
      await company.decide(async () => {
        const lowered = [...company.guests.values()].filter(
          (guest) => stopped.has(guest.user) || drivers().includes(guest),
        );
        for (const guest of lowered)
          await store(company, "view", { kind: "guest.changed", by: named(owner), whom: whomOf(guest) });
      });
    },
  };
}

function whomOf({ user, name }: GuestView): NamedPerson {
  return { user, name };
}
