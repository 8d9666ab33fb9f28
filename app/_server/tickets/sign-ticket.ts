import { SignJWT } from "jose";
import { UserId, WorkspaceId } from "#shared/ids";
import {
  type CourseTicketClaims,
  courseTicketAudience,
  type OperatorTicketClaims,
  operatorTicketAudience,
  type Right,
  type TicketClaims,
  ticketAudience,
  ticketIssuer,
  ticketSeconds,
} from "#shared/ticket";

/** What a ticket says of a signed-in person in a workspace that was found for that person. */
export function workspaceClaims(
  user: { readonly id: string; readonly name: string; readonly sessionId: string },
  workspace: { readonly id: string; readonly right: Right },
): TicketClaims {
  return {
    sub: UserId.parse(user.id),
    name: user.name,
    sid: user.sessionId,
    workspace: WorkspaceId.parse(workspace.id),
    right: workspace.right,
  };
}

/** A ticket for the workspace server, valid for `ticketSeconds` from now. */
export function signTicket({ sub, ...claims }: TicketClaims, secret: string): Promise<string> {
  return sign(sub, ticketAudience, claims, secret);
}

/** A ticket for a course's class page, valid as long. */
export function signCourseTicket({ sub, ...claims }: CourseTicketClaims, secret: string): Promise<string> {
  return sign(sub, courseTicketAudience, claims, secret);
}

/** A ticket for the operator page, valid as long. */
export function signOperatorTicket({ sub, ...claims }: OperatorTicketClaims, secret: string): Promise<string> {
  return sign(sub, operatorTicketAudience, claims, secret);
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
