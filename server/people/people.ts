import type { Database } from "#prisma/client";
import type { Audit, AuditNote } from "#server/audit/audit";
import { type Log, logReference } from "#server/log";
import { Company } from "#server/people/company";
import { guestsOf } from "#server/people/guest-records";
import type { Member, MemberPage } from "#server/people/member";
import type { Caller } from "#server/sockets/handlers";
import type { Rights, Standing } from "#server/tickets/rights";
import { UserError, unknownThing } from "#shared/failures";
import type { NamedPerson } from "#shared/help";
import type { UserId, WorkspaceId } from "#shared/ids";
import type { PeopleView } from "#shared/people";
import { allows, type Right, type TicketClaims } from "#shared/ticket";

/** Who lost all pages is still here for this long: networks come back, laptops are carried to the next room. */
const LEAVE_MS = 15_000;

/** Somebody whom the door lets in; good for one socket, at once. */
export interface Admission {
  readonly claims: TicketClaims;
  readonly company: Company;
  readonly epoch: number;
}

/** Who is in which workspace, and what each may do there at this moment. */
export interface People {
  /** Lets somebody in whose ticket holds now; undefined otherwise. The visit of who is not the owner is written down before. `hasRoom` may throw. */
  admit(claims: TicketClaims, hasRoom: () => void): Promise<Admission | undefined>;
  /** Adds an admitted page until its viewer's signal aborts; undefined when its rights were decided anew meanwhile. */
  enter(admission: Admission, page: MemberPage): Caller | undefined;
  /** What a ticket allows at this moment, undefined when it does not hold any more. */
  rightOf(claims: TicketClaims): Promise<Right | undefined>;
  /** Looks at the database again: who may not be here any more is dismissed, changed rights are in force. */
  refresh(): Promise<void>;
  /** The company of a workspace; undefined while nobody has been there. */
  peek(workspace: WorkspaceId): Company | undefined;
  /** Who calls, among those who are there. */
  memberOf(caller: Caller): { company: Company; member: Member };
  view(caller: Caller): PeopleView;
  /** Sends somebody away at once, whatever they were allowed. */
  expel(company: Company, member: Member, sentence: string): void;
  /** Writes down what has already taken effect; a failure is logged, not thrown. */
  note(company: Company, note: AuditNote): Promise<void>;
  /** Calls back after anything about the people of a workspace has changed. */
  onChange(listener: (company: Company) => void): () => void;
  dispose(): void;
}

interface PeopleParts {
  readonly database: Database;
  readonly rights: Rights;
  readonly audit: Audit;
  readonly log: Log;
}

/** The people of this server's workspaces. */
export function createPeople({ database, rights, audit, log }: PeopleParts): People {
  /** Kept when they are empty: they know the guests, and are small. */
  const companies = new Map<WorkspaceId, Company>();
  const loading = new Map<WorkspaceId, Promise<Company>>();
  const listeners = new Set<(company: Company) => void>();
  const arriving = new Map<string, Promise<void>>();

  function changed(company: Company): void {
    for (const listener of listeners) listener(company);
  }

  /** The one company of a workspace; two pages that come at once find the same. */
  function companyOf(workspace: WorkspaceId): Promise<Company> {
    const known = companies.get(workspace);
    if (known !== undefined) return Promise.resolve(known);
    const under = loading.get(workspace) ?? load(workspace).finally(() => loading.delete(workspace));
    loading.set(workspace, under);
    return under;
  }

  async function load(workspace: WorkspaceId): Promise<Company> {
    const company = new Company(workspace, changed);
    for (const guest of await guestsOf(database, workspace)) company.guests.set(guest.user, guest);
    companies.set(workspace, company);
    return company;
  }

  /** Where the claims stand by the database, read after every decision that is in force. */
  async function stand(
    claims: TicketClaims,
  ): Promise<{ company: Company; epoch: number; standing: Standing } | undefined> {
    for (;;) {
      const company = await companyOf(claims.workspace);
      await company.settled();
      const { epoch } = company;
      const [standing] = await rights.stand([claims]);
      if (standing === undefined || !allows(standing.right, claims.right)) return undefined;
      if (company.epoch === epoch && company.deciding === 0) return { company, epoch, standing };
    }
  }

  /** Writes a visit down before it begins; pages that come at the same time are one visit. */
  async function announce(company: Company, who: NamedPerson, standing: Standing): Promise<void> {
    const { workspace } = company;
    const guest = company.guests.get(who.user);
    const isFirst = standing.relation === "guest" && guest !== undefined && guest.acceptedAt === undefined;
    const at = new Date();
    const rows = [
      ...(isFirst ? [audit.row(workspace, { kind: "guest.accepted", by: who })] : []),
      audit.row(workspace, { kind: "watch.started", by: who }),
    ];
    await database.$transaction([
      database.event.createMany({ data: rows }),
      ...(isFirst
        ? [
            database.workspaceGuest.updateMany({
              where: { workspaceId: workspace, userId: who.user },
              data: { acceptedAt: at },
            }),
          ]
        : []),
    ]);
    if (isFirst) company.guests.set(who.user, { ...guest, acceptedAt: at.getTime() });
  }

  async function note(company: Company, entry: AuditNote): Promise<void> {
    await audit
      .write(company.workspace, entry)
      .catch((error: unknown) => logReference(log, error, { workspace: company.workspace, kind: entry.kind }));
  }

  /** Somebody has gone: what they held ends, and their visit. */
  function gone(company: Company, member: Member): void {
    clearTimeout(member.leaving);
    if (company.members.get(member.user) !== member) return;
    company.members.delete(member.user);
    const by = named(member);
    const notes: AuditNote[] = [];
    if (member.askedAt !== undefined) notes.push({ kind: "drive.withdrawn", by, note: "They left." });
    if (member.stopDriving()) notes.push({ kind: "drive.ended", by, note: "They left." });
    if (member.relation !== "owner") notes.push({ kind: "watch.ended", by });
    for (const entry of notes) void note(company, entry);
    company.tell();
  }

  function leaveSoon(company: Company, member: Member): void {
    clearTimeout(member.leaving);
    member.leaving = setTimeout(() => gone(company, member), LEAVE_MS);
    member.leaving.unref();
  }

  function expel(company: Company, member: Member, sentence: string): void {
    member.setBase("view");
    const pages = [...member.pages.values()];
    gone(company, member);
    for (const page of pages) page.dismiss(sentence);
  }

  function applyStanding(company: Company, member: Member, standing: Standing): void {
    const { tutorsMayDrive: mayDrive, archived } = company;
    company.tutorsMayDrive = standing.tutorsMayDrive;
    company.archived = standing.archived;
    const isNews =
      member.setBase(standing.right) || member.relation !== standing.relation || archived !== standing.archived;
    member.relation = standing.relation;
    const isOver = (standing.archived || (member.drivesByCourse && !standing.tutorsMayDrive)) && member.stopDriving();
    if (isOver) {
      void note(company, {
        kind: "drive.ended",
        by: named(member),
        note: standing.archived ? "The course was archived." : "The course does not let tutors drive any more.",
      });
    }
    if (isNews || isOver || mayDrive !== standing.tutorsMayDrive) company.tell();
  }

  function memberOf({ workspace, claims }: Caller): { company: Company; member: Member } {
    const company = companies.get(workspace);
    const member = company?.members.get(claims.sub);
    if (company === undefined || member === undefined) throw unknownThing();
    return { company, member };
  }

  return {
    async admit(claims, hasRoom) {
      const found = await stand(claims);
      if (found === undefined) return undefined;
      hasRoom();
      const { company, epoch, standing } = found;
      if (standing.relation !== "owner" && !company.members.has(claims.sub)) {
        const key = `${claims.workspace} ${claims.sub}`;
        const who = { user: claims.sub, name: claims.name };
        const announced = arriving.get(key) ?? announce(company, who, standing).finally(() => arriving.delete(key));
        arriving.set(key, announced);
        await announced;
      }
      // From here on the visit has somebody who can end it, even when the socket never comes.
      const member = company.welcome(claims, standing);
      if (member.pages.size === 0) leaveSoon(company, member);
      return { claims, company, epoch };
    },
    enter({ claims, company, epoch }, page) {
      const member = company.members.get(claims.sub);
      if (member === undefined || company.epoch !== epoch) return undefined;
      company.add(member, page);
      page.viewer.signal.addEventListener(
        "abort",
        () => {
          member.pages.delete(page.viewer.id);
          if (company.members.get(claims.sub) !== member) return;
          if (member.pages.size === 0) leaveSoon(company, member);
          company.tell();
        },
        { once: true },
      );
      return {
        claims,
        workspace: claims.workspace,
        viewer: page.viewer,
        get right() {
          return member.right;
        },
        get driving() {
          return member.driving;
        },
      };
    },
    async rightOf(claims) {
      const [standing] = await rights.stand([claims]);
      if (standing === undefined || !allows(standing.right, claims.right)) return undefined;
      return companies.get(claims.workspace)?.members.get(claims.sub)?.right ?? standing.right;
    },
    async refresh() {
      const seen = [...companies.values()].flatMap((company) =>
        [...company.members.values()].flatMap((member) =>
          [...member.pages.values()].map((page) => ({ company, member, page, epoch: company.epoch })),
        ),
      );
      if (seen.length === 0) return;
      const standings = await rights.stand(
        seen.map(({ company, member, page }) => ({ sub: member.user, sid: page.sid, workspace: company.workspace })),
      );
      seen.forEach(({ company, member, page, epoch }, index) => {
        const standing = standings[index];
        if (standing === undefined) {
          page.dismiss("You have signed out, or you may not see this workspace any more.");
          if (member.pages.size === 0) gone(company, member);
        } else if (company.epoch === epoch && company.deciding === 0) applyStanding(company, member, standing);
      });
    },
    peek: (workspace) => companies.get(workspace),
    memberOf,
    view(caller) {
      const { company, member } = memberOf(caller);
      return company.view(member);
    },
    expel,
    note,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      for (const company of companies.values())
        for (const { leaving } of company.members.values()) clearTimeout(leaving);
    },
  };
}

/** Somebody by name. */
export function named({ user, name }: Member): NamedPerson {
  return { user, name };
}

/** The person among those who are there; throws what unknown things answer. */
export function memberIn(company: Company, user: UserId): Member {
  const member = company.members.get(user);
  if (member === undefined) throw new UserError("refused", "They are not here any more.");
  return member;
}
