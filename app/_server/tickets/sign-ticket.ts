import { SignJWT } from "jose";
import { type TicketClaims, ticketAudience, ticketIssuer, ticketSeconds } from "#shared/ticket";

/** A ticket for the workspace server, valid for `ticketSeconds` from now. */
export function signTicket(claims: TicketClaims, secret: string): Promise<string> {
  return new SignJWT({ name: claims.name, sid: claims.sid, workspace: claims.workspace, right: claims.right })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(claims.sub)
    .setAudience(ticketAudience)
    .setIssuer(ticketIssuer)
    .setIssuedAt()
    .setExpirationTime(`${ticketSeconds}s`)
    .sign(new TextEncoder().encode(secret));
}
