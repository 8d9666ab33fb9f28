import { z } from "zod";
import { CourseId, UserId, WorkspaceId } from "#shared/ids";

/** What a ticket lets its bearer do in one workspace. `own` includes `drive`, `drive` includes `view`. */
export const Right = z.enum(["view", "drive", "own"]);
export type Right = z.infer<typeof Right>;

const rank: Record<Right, number> = { view: 0, drive: 1, own: 2 };

/** Whether a ticket with `held` allows what needs `needed`. */
export function allows(held: Right, needed: Right): boolean {
  return rank[held] >= rank[needed];
}

/** Seconds from signing to expiry: long enough for a slow handshake, too short to be worth stealing. */
export const ticketSeconds = 60;
/** The JWT `aud` and `iss` of every ticket. */
export const ticketAudience = "varlab-workspace";
export const ticketIssuer = "varlab-web";

/** The claims of a ticket (JWT, HS256). `sid` is the web session: when it ends, sockets close. */
export const TicketClaims = z.object({
  sub: UserId,
  name: z.string().max(200),
  sid: z.string().max(64),
  workspace: WorkspaceId,
  right: Right,
});
export type TicketClaims = z.infer<typeof TicketClaims>;

/** The `aud` of a ticket to a course's class page; only those who teach it get one. */
export const courseTicketAudience = "varlab-course";

/** The claims of a ticket to a class page. */
export const CourseTicketClaims = z.object({
  sub: UserId,
  name: z.string().max(200),
  sid: z.string().max(64),
  course: CourseId,
});
export type CourseTicketClaims = z.infer<typeof CourseTicketClaims>;

/** The `aud` of a ticket to the operator page. */
export const operatorTicketAudience = "varlab-operator";

/** The claims of a ticket to the operator page; only operators get one. */
export const OperatorTicketClaims = z.object({ sub: UserId, name: z.string().max(200), sid: z.string().max(64) });
export type OperatorTicketClaims = z.infer<typeof OperatorTicketClaims>;
