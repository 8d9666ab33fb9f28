import type { Audit } from "#server/audit/audit";
import type { Help } from "#server/help/help";
import type { Driving } from "#server/people/driving";
import type { Guests } from "#server/people/guests";
import type { People } from "#server/people/people";
import type { Caller, CallHandlers } from "#server/sockets/handlers";
import { UserError } from "#shared/failures";
import type { peopleCalls } from "#shared/socket/people";

interface PeopleHandlersParts {
  readonly people: People;
  readonly driving: Driving;
  readonly guests: Guests;
  readonly audit: Audit;
  readonly help: Help;
}

/** The calls about people. */
export function createPeopleHandlers({
  people,
  driving,
  guests,
  audit,
  help,
}: PeopleHandlersParts): Pick<CallHandlers, keyof typeof peopleCalls> {
  /** For what begins something that is written down: too much of it is refused. */
  function measured(caller: Caller): Caller {
    if (people.memberOf(caller).company.mayWrite(caller.claims.sub)) return caller;
    throw new UserError("busy", "You have asked too much in this workspace. Wait a minute, then try again.");
  }

  return {
    "drive:ask": async (caller) => ({ granted: await driving.ask(measured(caller)) }),
    "drive:withdraw": async (caller) => {
      await driving.withdraw(caller);
      return {};
    },
    "drive:answer": async (caller, { user, grant }) => {
      await driving.answer(caller, user, grant);
      return {};
    },
    "drive:revoke": async (caller, { user }) => {
      await driving.revoke(caller, user);
      return {};
    },
    "drive:release": async (caller) => {
      await driving.release(caller);
      return {};
    },
    "guest:candidates": async (caller, { name }) => ({ people: await guests.candidates(caller, name) }),
    "guest:invite": (caller, { user, right }) => guests.invite(measured(caller), user, right),
    "guest:remove": async (caller, { user }) => {
      await guests.remove(caller, user);
      return {};
    },
    "guest:leave": async (caller) => {
      await guests.leave(caller);
      return {};
    },
    "audit:list": (caller, { before }) => {
      if (people.memberOf(caller).member.relation === "guest")
        throw new UserError("forbidden", "Only its owner and those who teach see what happened in a workspace.");
      return audit.list(caller.workspace, before);
    },
    "help:raise": (caller, { sentence, about }) => help.raise(measured(caller), sentence, about),
    "help:withdraw": async (caller) => {
      await help.withdraw(caller);
      return {};
    },
  };
}
