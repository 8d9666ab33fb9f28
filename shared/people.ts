import { z } from "zod";
import { NamedPerson } from "#shared/help";
import { UserId } from "#shared/ids";
import { Right } from "#shared/ticket";

const time = z.number().int();

/** How somebody comes to be in a workspace: it is theirs, its owner invited them, or they teach the course. */
export const Relation = z.enum(["owner", "guest", "teacher"]);
export type Relation = z.infer<typeof Relation>;

/** Colours that people are told apart by; the pages say which they are. The owner has 0. */
export const peopleColors = 8;

/** Somebody who is in the workspace now, with one page or several. */
export const PersonView = NamedPerson.extend({
  relation: Relation,
  /** What they may do at this moment. */
  right: Right,
  color: z
    .number()
    .int()
    .min(0)
    .max(peopleColors - 1),
  /** When they came. */
  since: time,
  /** Pages, on whatever devices; 0 for a moment after the connection was lost. */
  pages: z.number().int().min(0),
  /** They asked to drive then, and wait for the owner's answer. */
  askedAt: time.optional(),
  /** They were given the right to drive then, and hold it until it is revoked or released. */
  drivesSince: time.optional(),
});
export type PersonView = z.infer<typeof PersonView>;

/** Somebody whom the owner let in, here or not. */
export const GuestView = NamedPerson.extend({
  right: z.enum(["view", "drive"]),
  invitedAt: time,
  /** When they first came. */
  acceptedAt: time.optional(),
});
export type GuestView = z.infer<typeof GuestView>;

/** Who is here, as one of them sees it. */
export const PeopleView = z.object({
  you: z.object({ user: UserId, relation: Relation, right: Right }),
  /** The owner first, then in the order of their coming. */
  people: z.array(PersonView),
  guests: z.array(GuestView),
  /** The course says that those who teach need no yes; they still have to take the wheel, and it can be revoked. */
  tutorsMayDrive: z.boolean(),
  /** The course is over: everything can be read, nothing changed or started. */
  archived: z.boolean(),
});
export type PeopleView = z.infer<typeof PeopleView>;

/** What is written down about consent; each is an `Event` row with this kind. */
export const auditKinds = [
  "watch.started",
  "watch.ended",
  "drive.asked",
  "drive.withdrawn", // the asker changed their mind, or left
  "drive.granted",
  "drive.refused",
  "drive.revoked", // by the owner
  "drive.released", // by who drove
  "drive.ended", // because they left, lost the right to be here, or the server was restarted
  "guest.invited",
  "guest.changed",
  "guest.accepted",
  "guest.removed",
  "guest.left",
  "help.raised",
  "help.withdrawn",
  "help.taken",
  "help.paused",
  "help.closed",
  "machines.stopped", // by an operator
] as const;
export const AuditKind = z.enum(auditKinds);
export type AuditKind = z.infer<typeof AuditKind>;

/** One line of the audit list. */
export const AuditEntry = z.object({
  id: z.string(),
  at: time,
  kind: AuditKind,
  /** Who did it. */
  by: NamedPerson,
  /** Whom it was done to, when that is somebody else. */
  whom: NamedPerson.optional(),
  /** The right that an invitation gives. */
  right: Right.optional(),
  /** Why, where nobody decided: "The course lets tutors drive." */
  note: z.string().optional(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
