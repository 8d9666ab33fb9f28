import { z } from "zod";
import { CheckRunId } from "#shared/ids";
import { checkPartStates, checkStates } from "#shared/states";

/** Milliseconds since 1970. */
const time = z.number().int();

/** Lines of a log, or of an answer, that a page shows for one piece of evidence. */
export const maxEvidenceLines = 14;
/** Characters of one such line. */
export const maxEvidenceLine = 240;

/** What a step was decided by: a sentence, and the lines that were seen. */
export const CheckEvidence = z.object({
  /** "berta printed", "service1 answered 502". */
  says: z.string(),
  /** Where it was seen, to be looked at. */
  instance: z.string().optional(),
  lines: z.array(z.string()),
});
export type CheckEvidence = z.infer<typeof CheckEvidence>;

export const CheckStepView = z.object({
  title: z.string(),
  state: z.enum(checkPartStates),
  startedAt: time.optional(),
  endedAt: time.optional(),
  evidence: z.array(CheckEvidence),
  /** What to do about a failure. */
  hint: z.string().optional(),
});
export type CheckStepView = z.infer<typeof CheckStepView>;

/** One check of a run. The first one is always the preparation: build and deploy. */
export const CheckPartView = z.object({
  name: z.string(),
  state: z.enum(checkPartStates),
  steps: z.array(CheckStepView),
});
export type CheckPartView = z.infer<typeof CheckPartView>;

/** One run of all checks. */
export const CheckRunView = z.object({
  id: CheckRunId,
  number: z.number().int(),
  state: z.enum(checkStates),
  /** Who pressed Check. */
  by: z.string(),
  createdAt: time,
  endedAt: time.optional(),
  /** Why it is broken. */
  note: z.string().optional(),
  parts: z.array(CheckPartView),
});
export type CheckRunView = z.infer<typeof CheckRunView>;

/** What an experiment checks, as a student may know it before a run. */
export const CheckOutline = z.object({
  checks: z.array(z.object({ name: z.string(), steps: z.array(z.string()) })),
  /** Why the checks cannot be used, when they cannot. */
  problem: z.string().optional(),
});
export type CheckOutline = z.infer<typeof CheckOutline>;
