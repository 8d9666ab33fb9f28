import { z } from "zod";
import { FeedbackId } from "#shared/ids";

/** Milliseconds since 1970. */
const time = z.number().int();

/** A remark is a paragraph or two; the text of a result is a page. */
export const feedbackBounds = { text: 4000, result: 10_000, points: 10_000, perSubmission: 300 } as const;

/** What a remark is about: a line of a file, a step of the checks, a moment of a recording, or all of it. */
export const FeedbackAnchor = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("general") }),
  z.object({
    kind: z.literal("line"),
    path: z.string().min(1).max(4096),
    line: z.number().int().min(1).max(1_000_000),
  }),
  z.object({ kind: z.literal("step"), part: z.number().int().min(0).max(100), step: z.number().int().min(0).max(200) }),
  z.object({
    kind: z.literal("recording"),
    recording: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    title: z.string().min(1).max(200),
    /** Seconds since its start. */
    at: z.number().min(0).max(1_000_000),
  }),
]);
export type FeedbackAnchor = z.infer<typeof FeedbackAnchor>;

const text = z.string().trim().min(1).max(feedbackBounds.text);

/** A new remark. */
export const FeedbackWish = z.object({ anchor: FeedbackAnchor, text });
export type FeedbackWish = z.infer<typeof FeedbackWish>;

/** Other words for a remark. */
export const FeedbackChange = z.object({ text });

/** A remark as it is shown. */
export const FeedbackView = z.object({
  id: FeedbackId,
  anchor: FeedbackAnchor,
  text: z.string(),
  by: z.string(),
  /** The reader wrote it, and may change it. */
  mine: z.boolean(),
  at: time,
  changedAt: time.nullable(),
});
export type FeedbackView = z.infer<typeof FeedbackView>;

const points = z.number().min(0).max(feedbackBounds.points).nullable();

/** A result as it is to be; `revision` is that of the one which was seen. */
export const ResultWish = z.object({
  revision: z.number().int().min(0),
  points,
  maximum: points,
  verdict: z.enum(["passed", "failed"]).nullable(),
  text: z.string().trim().max(feedbackBounds.result),
});
export type ResultWish = z.infer<typeof ResultWish>;

/** Whether the student is to see result and feedback. */
export const ReleaseWish = z.object({ released: z.boolean() });

/** The result of a submission; before it is released only those who teach have one. */
export const ResultView = ResultWish.extend({
  by: z.string().nullable(),
  changedAt: time.nullable(),
  releasedAt: time.nullable(),
});
export type ResultView = z.infer<typeof ResultView>;

/** Everything that was said about a submission. */
export const ReviewView = z.object({ result: ResultView, feedback: z.array(FeedbackView) });
export type ReviewView = z.infer<typeof ReviewView>;
