import { jwtVerify } from "jose";
import { UserError } from "#shared/failures";
import { TicketClaims, ticketAudience, ticketIssuer, ticketSeconds } from "#shared/ticket";

/** Turns a ticket into its claims. */
export interface TicketReader {
  /** Rejects with UserError("unauthenticated") for whatever is not a valid, unexpired ticket of ours. */
  read(ticket: unknown): Promise<TicketClaims>;
}

/** A JWT of ours is far below this; longer ones are not even looked at. */
const MAXIMUM_TICKET_LENGTH = 4096;
/** Both processes usually share a clock; this much is forgiven when they do not. */
const CLOCK_TOLERANCE_SECONDS = 2;

/** Reads tickets that were signed with `secret` (HS256 only). */
export function createTicketReader(secret: string): TicketReader {
  const key = new TextEncoder().encode(secret);
  return {
    async read(ticket) {
      if (typeof ticket !== "string" || ticket.length > MAXIMUM_TICKET_LENGTH) throw noTicket();
      const payload = await jwtVerify(ticket, key, {
        algorithms: ["HS256"],
        audience: ticketAudience,
        issuer: ticketIssuer,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ["exp"],
      }).then(
        (verified) => verified.payload,
        () => {
          throw noTicket();
        },
      );
      // A ticket that lives longer than tickets do was not made by the web process as it is now.
      if ((payload.exp ?? 0) > Date.now() / 1000 + ticketSeconds + CLOCK_TOLERANCE_SECONDS) throw noTicket();
      const claims = TicketClaims.safeParse(payload);
      if (!claims.success) throw noTicket();
      return claims.data;
    },
  };
}

function noTicket(): UserError {
  return new UserError(
    "unauthenticated",
    "Your ticket to this workspace is missing or has expired. The page fetches a new one by itself; reload it if it does not.",
  );
}
