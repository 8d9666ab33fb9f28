import type { CallHandlers } from "#server/sockets/handlers";
import { UserError } from "#shared/failures";
import type { peopleCalls } from "#shared/socket/people";

/** The calls about people. */
export function createPeopleHandlers(): Pick<CallHandlers, keyof typeof peopleCalls> {
  function none(): never {
    throw new UserError("unavailable", "Nobody else can come here yet.");
  }
  return {
    "drive:ask": none,
    "drive:withdraw": none,
    "drive:answer": none,
    "drive:revoke": none,
    "drive:release": none,
    "guest:candidates": none,
    "guest:invite": none,
    "guest:remove": none,
    "guest:leave": none,
    "audit:list": none,
    "help:raise": none,
    "help:withdraw": none,
  };
}
