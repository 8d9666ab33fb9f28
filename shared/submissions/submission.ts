import { z } from "zod";
import { CheckPartView } from "#shared/checks/views";
import { CheckRunId, SubmissionId } from "#shared/ids";
import { checkStates } from "#shared/states";

/** Milliseconds since 1970. */
const time = z.number().int();
const size = z.number().int().min(0);

/** What one submission may hold: far more than anybody writes in a course, far less than the disk of a workspace. */
export const submissionBounds = { files: 5000, bytes: 64 * 1024 * 1024, answer: 10_000, comment: 10_000 } as const;

/** All submissions of one student in one experiment: enough for any way of working, little enough for the disk of a course. */
export const allSubmissions = { count: 100, bytes: 256 * 1024 * 1024 } as const;

/** A file as it was handed in. */
export const SubmittedFile = z.object({ path: z.string(), size });
export type SubmittedFile = z.infer<typeof SubmittedFile>;

/** How an instance would have been started. */
export const SubmittedLaunch = z.object({
  instance: z.string(),
  /** The whole argument list. */
  command: z.array(z.string()),
  /** The student has chosen some of it. */
  chosen: z.boolean(),
});
export type SubmittedLaunch = z.infer<typeof SubmittedLaunch>;

/** A question of the experiment as it was put, with the student's answer. */
export const SubmittedAnswer = z.object({ id: z.string(), question: z.string(), answer: z.string() });
export type SubmittedAnswer = z.infer<typeof SubmittedAnswer>;

/** The last run of the checks before a submission. */
export const CheckSummary = z.object({
  id: CheckRunId,
  number: z.number().int(),
  state: z.enum(checkStates),
  endedAt: time,
  passed: z.number().int(),
  of: z.number().int(),
  /** The files are not those that were checked. */
  changedSince: z.boolean(),
});
export type CheckSummary = z.infer<typeof CheckSummary>;

/** The same with every step and what was seen. */
export const SubmittedCheck = CheckSummary.extend({ parts: z.array(CheckPartView) });
export type SubmittedCheck = z.infer<typeof SubmittedCheck>;

/** What handing in would take along now. */
export const HandInPlan = z.object({
  files: z.number().int(),
  bytes: size,
  /** Links, pipes, and what lies in folders of tools (`node_modules`, `.git`): it stays behind. */
  leftOut: z.number().int(),
  questions: z.array(z.object({ id: z.string(), text: z.string(), required: z.boolean() })),
  /** The experiment says what must hold. */
  checkable: z.boolean(),
  check: CheckSummary.nullable(),
  dueAt: time.nullable(),
  late: z.boolean(),
  /** What was handed in last. */
  last: z
    .object({
      number: z.number().int(),
      at: time,
      answers: z.array(SubmittedAnswer),
      comment: z.string(),
      /** Nothing has changed in the files since. */
      same: z.boolean(),
    })
    .nullable(),
});
export type HandInPlan = z.infer<typeof HandInPlan>;

/** What a student says with the files. */
export const HandInWish = z.object({
  /** Made by the page for this one handing in: asked twice it is handed in once. */
  key: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  answers: z.array(z.object({ id: z.string().max(40), answer: z.string().max(submissionBounds.answer) })).max(12),
  comment: z.string().max(submissionBounds.comment),
});
export type HandInWish = z.infer<typeof HandInWish>;

/** The receipt. */
export const HandedIn = z.object({ id: SubmissionId, number: z.number().int(), at: time, late: z.boolean() });
export type HandedIn = z.infer<typeof HandedIn>;
