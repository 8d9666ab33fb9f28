import type { Audit } from "#server/audit/audit";
import type { Company } from "#server/people/company";
import type { Member } from "#server/people/member";
import { memberIn, named, type People } from "#server/people/people";
import type { Caller } from "#server/sockets/handlers";
import { UserError } from "#shared/failures";
import type { UserId } from "#shared/ids";
import { allows } from "#shared/ticket";

/** Consent: who may drive in somebody else's workspace, by its owner's word. Yes is written down before it counts, no counts before it is written down. */
export interface Driving {
  /** Asks the owner; answers whether the caller may drive now. */
  ask(caller: Caller): Promise<boolean>;
  withdraw(caller: Caller): Promise<void>;
  answer(caller: Caller, user: UserId, grant: boolean): Promise<void>;
  /** Takes granted rights away, in force when the function returns its promise. */
  revoke(caller: Caller, user: UserId | undefined): Promise<void>;
  release(caller: Caller): Promise<void>;
}

interface DrivingParts {
  readonly people: People;
  readonly audit: Audit;
  /** Makes guests who were invited to drive such that only look; without `user` all of them. */
  readonly lowerGuests: (company: Company, by: Member, user: UserId | undefined) => Promise<void>;
}

/** Questions and answers about driving. */
export function createDriving({ people, audit, lowerGuests }: DrivingParts): Driving {
  /** Takes what one person was given; answers whether there was anything. */
  function take(member: Member): boolean {
    const asked = member.askedAt !== undefined;
    member.askedAt = undefined;
    const drove = member.stopDriving();
    if (drove) member.wasRevoked = true;
    return asked || drove;
  }

  return {
    async ask(caller) {
      const { company, member } = people.memberOf(caller);
      if (allows(member.right, "drive")) return true;
      if (member.askedAt !== undefined) return false;
      const by = named(member);
      member.askedAt = Date.now();
      try {
        await audit.write(company.workspace, { kind: "drive.asked", by });
      } catch (error) {
        member.askedAt = undefined;
        throw error;
      }
      const isFree = member.relation === "teacher" && company.tutorsMayDrive && !member.wasRevoked;
      if (isFree && member.askedAt !== undefined) {
        await audit.write(company.workspace, { kind: "drive.granted", by, note: "The course lets tutors drive." });
        if (member.askedAt !== undefined && company.tutorsMayDrive) member.grant(true);
      }
      company.tell();
      return allows(member.right, "drive");
    },
    async withdraw(caller) {
      const { company, member } = people.memberOf(caller);
      if (member.askedAt === undefined) return;
      member.askedAt = undefined;
      company.tell();
      await people.note(company, { kind: "drive.withdrawn", by: named(member) });
    },
    async answer(caller, user, grant) {
      const { company, member: owner } = people.memberOf(caller);
      const member = memberIn(company, user);
      const asked = member.askedAt;
      if (asked === undefined) throw new UserError("refused", `${member.name} does not ask any more.`);
      const entry = { by: named(owner), whom: named(member) };
      if (!grant) {
        member.askedAt = undefined;
        company.tell();
        await people.note(company, { kind: "drive.refused", ...entry });
        return;
      }
      await audit.write(company.workspace, { kind: "drive.granted", ...entry });
      // A no that came meanwhile, or a question that was taken back, stands.
      const holds = member.askedAt === asked && company.members.get(user) === member;
      if (!holds) throw new UserError("refused", `${member.name} does not ask any more.`);
      member.wasRevoked = false;
      member.grant(false);
      company.tell();
    },
    async revoke(caller, user) {
      const { company, member: owner } = people.memberOf(caller);
      const lost = [...company.members.values()].filter(
        (member) => member !== owner && (user === undefined || member.user === user) && take(member),
      );
      company.tell();
      await Promise.all([
        ...lost.map((member) => people.note(company, { kind: "drive.revoked", by: named(owner), whom: named(member) })),
        lowerGuests(company, owner, user),
      ]);
    },
    async release(caller) {
      const { company, member } = people.memberOf(caller);
      if (!member.stopDriving()) return;
      company.tell();
      await people.note(company, { kind: "drive.released", by: named(member) });
    },
  };
}
