import { SignJWT } from "jose";
import {
  type CourseTicketClaims,
  courseTicketAudience,
  type TicketClaims,
  ticketAudience,
  ticketIssuer,
  ticketSeconds,
} from "#shared/ticket";

/** A ticket for the workspace server, valid for `ticketSeconds` from now. */
export function signTicket({ sub, ...claims }: TicketClaims, secret: string): Promise<string> {
  return sign(sub, ticketAudience, claims, secret);
}

/** A ticket for a course's class page, valid as long. */
export function signCourseTicket({ sub, ...claims }: CourseTicketClaims, secret: string): Promise<string> {
  return sign(sub, courseTicketAudience, claims, secret);
}

function sign(subject: string, audience: string, claims: Record<string, string>, secret: string): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(subject)
    .setAudience(audience)
    .setIssuer(ticketIssuer)
    .setIssuedAt()
    .setExpirationTime(`${ticketSeconds}s`)
    .sign(new TextEncoder().encode(secret));
}
