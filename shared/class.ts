import { z } from "zod";
import { HelpTicket, NamedPerson } from "#shared/help";
import { BuildId, CourseId, HelpId, InstanceName, WorkspaceId } from "#shared/ids";
import { buildStates, instanceStates, workspaceStates } from "#shared/states";
import { Right } from "#shared/ticket";

/** The class page's words: what those who teach see of a course's students. Times are milliseconds since 1970. */
const time = z.number().int();
const count = z.number().int().min(0);

/** What a lecturer decides for a course. */
export const CourseSettings = z.object({
  /** Those who teach may drive without the student's yes. */
  tutorsMayDrive: z.boolean(),
  /** Terminals and consoles are recorded. */
  record: z.boolean(),
  /** How long recordings are kept. */
  recordingDays: z.number().int().min(1).max(365),
});
export type CourseSettings = z.infer<typeof CourseSettings>;

/** One instance at a glance; enough for a mini topology. */
export const ClassInstance = z.object({
  name: InstanceName,
  state: z.enum(instanceStates),
  health: z.enum(["none", "starting", "healthy", "unhealthy"]),
  dependsOn: z.array(z.string()),
  exitCode: z.number().int().optional(),
});
export type ClassInstance = z.infer<typeof ClassInstance>;

export const ClassBuild = z.object({
  id: BuildId,
  number: z.number().int(),
  state: z.enum(buildStates),
  /** When it ended, or began. */
  at: time,
  errors: count,
  warnings: count,
});
export type ClassBuild = z.infer<typeof ClassBuild>;

/** The newest thing that went wrong: a build that failed, or an instance's program. */
export const ClassFailure = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("build"), id: BuildId, number: z.number().int(), sentence: z.string(), at: time }),
  z.object({ kind: z.literal("instance"), name: InstanceName, sentence: z.string(), at: time }),
]);
export type ClassFailure = z.infer<typeof ClassFailure>;

/** One student's workspace. */
export const ClassWorkspace = z.object({
  id: WorkspaceId,
  experiment: z.object({ slug: z.string(), title: z.string() }),
  version: z.number().int(),
  state: z.enum(workspaceStates),
  openedAt: time,
  /** Its owner has it open. */
  online: z.boolean(),
  /** Who else is in it. */
  visitors: z.array(NamedPerson.extend({ right: Right })),
  /** In the experiment's order. */
  instances: z.array(ClassInstance),
  build: ClassBuild.optional(),
  failure: ClassFailure.optional(),
  /** The last save, build, deployment or start; absent when there was none. */
  progressAt: time.optional(),
});
export type ClassWorkspace = z.infer<typeof ClassWorkspace>;

/** A row of the class page. */
export const ClassStudent = NamedPerson.extend({
  /** The group's name; "" for none. */
  group: z.string(),
  online: z.boolean(),
  /** Last seen with a workspace open; absent when never. */
  seenAt: time.optional(),
  /** The one that is open first, then the one that was opened last. */
  workspaces: z.array(ClassWorkspace),
  /** The raised hand, if any that is not closed. */
  hand: HelpId.optional(),
});
export type ClassStudent = z.infer<typeof ClassStudent>;

/** Everything that a class page needs to be true after a (re)connection. */
export const ClassSnapshot = z.object({
  course: z.object({ id: CourseId, slug: z.string(), title: z.string() }),
  settings: CourseSettings,
  /** By name. */
  students: z.array(ClassStudent),
  /** Raised hands that are not closed, oldest first. */
  queue: z.array(HelpTicket),
});
export type ClassSnapshot = z.infer<typeof ClassSnapshot>;
