/** People in one workspace: who is here, who drives, who may come, who needs help. Part of the catalogue. */
import { z } from "zod";
import { HelpAbout, HelpView, maxHelpSentence, NamedPerson } from "#shared/help";
import { UserId } from "#shared/ids";
import { AuditEntry, GuestView, PeopleView } from "#shared/people";
import { call } from "#shared/socket/message";

const nothing = z.object({});
const someone = z.object({ user: UserId });
const guestRight = z.enum(["view", "drive"]);

export const peopleCalls = {
  /** Asks the owner for the right to drive; `people:changed` brings the answer. Granted at once to a teacher of a course that says so. */
  "drive:ask": call("view", nothing, z.object({ granted: z.boolean() })),
  /** Takes the question back. */
  "drive:withdraw": call("view", nothing, nothing),
  "drive:answer": call("own", z.object({ user: UserId, grant: z.boolean() }), nothing),
  /** Takes the right to drive away, in force when it is answered; without `user` from everybody, invited classmates too. */
  "drive:revoke": call("own", z.object({ user: UserId.optional() }), nothing),
  /** Gives the wheel back. */
  "drive:release": call("view", nothing, nothing),

  /** Classmates who could be invited, by a part of their name; at most 20. */
  "guest:candidates": call("own", z.object({ name: z.string().max(100) }), z.object({ people: z.array(NamedPerson) })),
  /** Lets a classmate in, or changes what an invited one may do. */
  "guest:invite": call("own", z.object({ user: UserId, right: guestRight }), GuestView),
  /** Closes the guest's pages at once. */
  "guest:remove": call("own", someone, nothing),
  /** A guest goes for good. */
  "guest:leave": call("view", nothing, nothing),

  /** What happened here among people, newest first; `before` an entry of an earlier page. For the owner and those who teach. */
  "audit:list": call(
    "view",
    z.object({ before: z.string().max(64).optional() }),
    z.object({ entries: z.array(AuditEntry), more: z.boolean() }),
  ),

  /** Raises a hand; the server adds the last lines of what it is about. One at a time. */
  "help:raise": call(
    "own",
    z.object({ sentence: z.string().trim().min(1).max(maxHelpSentence), about: HelpAbout.optional() }),
    HelpView,
  ),
  "help:withdraw": call("own", nothing, nothing),
} as const;

export const peopleNotices = {
  /** Whenever any of it changes; whole, made for the page that gets it. */
  "people:changed": PeopleView,
  /** The raised hand of this workspace, also when only its position has changed; null: there is none any more. */
  "help:changed": z.object({ help: HelpView.nullable() }),
} as const;
