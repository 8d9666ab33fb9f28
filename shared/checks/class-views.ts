import { z } from "zod";
import { ClassCheckId, WorkspaceId } from "#shared/ids";
import { checkPartStates, classCheckStates } from "#shared/states";

/** Milliseconds since 1970. */
const time = z.number().int();

/** How the checks went on a clean copy of one student's files. */
export const ClassCheckResult = z.object({
  /** The student's own workspace, of which the copy was made. */
  workspace: WorkspaceId,
  student: z.string(),
  state: z.enum(checkPartStates),
  checks: z.array(z.object({ name: z.string(), state: z.enum(checkPartStates) })),
  /** The step that did not hold and what was seen, or why nothing could be said. */
  note: z.string().optional(),
  endedAt: time.optional(),
});
export type ClassCheckResult = z.infer<typeof ClassCheckResult>;

/** One run of an experiment's checks on everybody's files. */
export const ClassCheckView = z.object({
  id: ClassCheckId,
  experiment: z.string(),
  state: z.enum(classCheckStates),
  by: z.string(),
  createdAt: time,
  endedAt: time.optional(),
  /** By name. */
  results: z.array(ClassCheckResult),
});
export type ClassCheckView = z.infer<typeof ClassCheckView>;
