/**
 * The conversation of a class page with the workspace server: socket.io, same path, namespace `classNamespace`, `auth` is
 * `{ ticket }` with a ticket for the course. Only those who teach it get one. Messages are as in the catalogue.
 */
import { z } from "zod";
import { ClassCheckView } from "#shared/checks/class-views";
import { ClassSnapshot, ClassStudent, CourseSettings } from "#shared/class";
import { HelpTicket } from "#shared/help";
import { ClassCheckId, HelpId, UserId } from "#shared/ids";
import { call } from "#shared/socket/message";

export const classNamespace = "/class";

const experiment = z.object({ experiment: z.string().min(1).max(100) });
const ticket = z.object({ id: HelpId });

export const classCalls = {
  /** The whole class; changes follow as `class:changed`. */
  "class:open": call("view", z.object({}), ClassSnapshot),
  /** Takes a waiting or paused one, also from a colleague. */
  "help:take": call("view", ticket, HelpTicket),
  /** Puts a taken one aside: the student is to try something first. */
  "help:pause": call("view", ticket, HelpTicket),
  "help:close": call("view", ticket, z.object({})),
  /** The output that was kept when the hand was raised. */
  "help:lines": call("view", ticket, z.object({ text: z.string() })),
  /** The newest run of an experiment's checks on clean copies of everybody's files, if there was one. */
  "checks:newest": call("view", experiment, z.object({ run: ClassCheckView.nullable() })),
  /** Begins one; `checks:changed` tells how it goes. One at a time on this machine. */
  "checks:run": call("view", experiment, ClassCheckView),
  "checks:cancel": call("view", z.object({ id: ClassCheckId }), z.object({})),
} as const;

export const classNotices = {
  /** At most four times a second. Whole rows; `queue` and `settings` only when they changed. */
  "class:changed": z.object({
    students: z.array(ClassStudent),
    removed: z.array(UserId),
    queue: z.array(HelpTicket).optional(),
    settings: CourseSettings.optional(),
  }),
  /** Whenever a copy begins or ends; whole. */
  "checks:changed": ClassCheckView,
  /** The right to be here is gone: the socket closes after this. */
  "class:closed": z.object({ sentence: z.string() }),
} as const;

export type ClassCalls = typeof classCalls;
export type ClassCallName = keyof ClassCalls;
export type ClassCallInput<N extends ClassCallName> = z.input<ClassCalls[N]["input"]>;
export type ClassCallOutput<N extends ClassCallName> = z.infer<ClassCalls[N]["output"]>;
export type ClassNotices = typeof classNotices;
export type ClassNoticeName = keyof ClassNotices;
export type ClassNotice<N extends ClassNoticeName> = z.infer<ClassNotices[N]>;
