import { type JWTPayload, jwtVerify } from "jose";
import { UserError } from "#shared/failures";
import {
  CourseTicketClaims,
  courseTicketAudience,
  OperatorTicketClaims,
  operatorTicketAudience,
  TicketClaims,
  ticketAudience,
  ticketIssuer,
  ticketSeconds,
} from "#shared/ticket";

/** Turns tickets into their claims; each method takes tickets of its own kind only. */
export interface TicketReader {
  /** A ticket to a workspace. Rejects with UserError("unauthenticated") for whatever is not a valid, unexpired one of ours. */
  read(ticket: unknown): Promise<TicketClaims>;
  /** A ticket to a class page; rejects alike. */
  readCourse(ticket: unknown): Promise<CourseTicketClaims>;
  /** A ticket to the operator page; rejects alike. */
  readOperator(ticket: unknown): Promise<OperatorTicketClaims>;
}

/** A JWT of ours is far below this; longer ones are not even looked at. */
const MAXIMUM_TICKET_LENGTH = 4096;
/** Both processes usually share a clock; this much is forgiven when they do not. */
const CLOCK_TOLERANCE_SECONDS = 2;

/** Reads tickets that were signed with `secret` (HS256 only). */
export function createTicketReader(secret: string): TicketReader {
  const key = new TextEncoder().encode(secret);

  async function payloadOf(ticket: unknown, audience: string): Promise<JWTPayload> {
    if (typeof ticket !== "string" || ticket.length > MAXIMUM_TICKET_LENGTH) throw noTicket();
    const payload = await jwtVerify(ticket, key, {
      algorithms: ["HS256"],
      audience,
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
    return payload;
  }

  return {
    async read(ticket) {
      const claims = TicketClaims.safeParse(await payloadOf(ticket, ticketAudience));
      if (!claims.success) throw noTicket();
      return claims.data;
    },
    async readCourse(ticket) {
      const claims = CourseTicketClaims.safeParse(await payloadOf(ticket, courseTicketAudience));
      if (!claims.success) throw noTicket();
      return claims.data;
    },
    async readOperator(ticket) {
      const claims = OperatorTicketClaims.safeParse(await payloadOf(ticket, operatorTicketAudience));
      if (!claims.success) throw noTicket();
      return claims.data;
    },
  };
}

function noTicket(): UserError {
  return new UserError(
    "unauthenticated",
    "Your ticket is missing or has expired. The page fetches a new one by itself; reload it if it does not.",
  );
}
