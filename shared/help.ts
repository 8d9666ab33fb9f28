import { z } from "zod";
import { BuildId, HelpId, InstanceName, UserId, WorkspaceId } from "#shared/ids";
import { helpStates } from "#shared/states";

const time = z.number().int();

/** Longest sentence with a raised hand. */
export const maxHelpSentence = 500;
/** Lines of output that go with a raised hand. */
export const helpLines = 200;

/** Somebody by name. */
export const NamedPerson = z.object({ user: UserId, name: z.string() });
export type NamedPerson = z.infer<typeof NamedPerson>;

/** What a raised hand is about. */
export const HelpAbout = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("instance"), name: InstanceName }),
  z.object({ kind: z.literal("build"), id: BuildId, number: z.number().int() }),
]);
export type HelpAbout = z.infer<typeof HelpAbout>;

/** A raised hand as the student sees it. `position` 1 is next; absent unless it waits. */
export const HelpView = z.object({
  id: HelpId,
  state: z.enum(helpStates),
  sentence: z.string(),
  about: HelpAbout.optional(),
  raisedAt: time,
  position: z.number().int().min(1).optional(),
  /** Who took it. */
  by: NamedPerson.optional(),
});
export type HelpView = z.infer<typeof HelpView>;

/** A raised hand as those who teach see it. */
export const HelpTicket = HelpView.extend({
  student: NamedPerson,
  workspace: WorkspaceId,
  experiment: z.object({ slug: z.string(), title: z.string() }),
  takenAt: time.optional(),
  pausedAt: time.optional(),
  /** How many lines of output go with it; `help:lines` answers them. */
  lines: z.number().int().min(0),
});
export type HelpTicket = z.infer<typeof HelpTicket>;
