import type { Database } from "#prisma/client";
import { FeedbackId } from "#shared/ids";
import {
  FeedbackAnchor,
  type FeedbackView,
  type ResultView,
  ResultWish,
  type ReviewView,
} from "#shared/submissions/feedback";

const Verdict = ResultWish.shape.verdict.catch(null);
const general = { kind: "general" } as const;
const none: ResultView = {
  ...{ revision: 0, points: null, maximum: null, verdict: null, text: "" },
  ...{ by: null, changedAt: null, releasedAt: null },
};

/** What was said about a submission, as those who teach see it. */
export async function reviewOf(db: Database, submissionId: string, reader: string): Promise<ReviewView> {
  const [result, feedback] = await Promise.all([
    db.submissionReview.findUnique({ where: { submissionId } }),
    db.feedback.findMany({ where: { submissionId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
  ]);
  return {
    result: result === null ? none : presentResult(result),
    feedback: feedback.map((row) => presentFeedback(row, reader)),
  };
}

/** The same for who handed it in: nothing before it is released. */
export async function releasedReviewOf(db: Database, submissionId: string, reader: string): Promise<ReviewView> {
  const review = await reviewOf(db, submissionId, reader);
  return review.result.releasedAt === null ? { result: none, feedback: [] } : review;
}

interface ResultRow {
  readonly points: number | null;
  readonly maximum: number | null;
  readonly verdict: string | null;
  readonly text: string;
  readonly revision: number;
  readonly byName: string;
  readonly changedAt: Date;
  readonly releasedAt: Date | null;
}

/** A row as it is shown. */
export function presentResult({ byName, changedAt, releasedAt, verdict, ...row }: ResultRow): ResultView {
  const { points, maximum, text, revision } = row;
  return {
    ...{ points, maximum, text, revision, verdict: Verdict.parse(verdict), by: byName },
    changedAt: changedAt.getTime(),
    releasedAt: releasedAt?.getTime() ?? null,
  };
}

interface FeedbackRow {
  readonly id: string;
  readonly anchor: string;
  readonly text: string;
  readonly byId: string;
  readonly byName: string;
  readonly createdAt: Date;
  readonly changedAt: Date | null;
}

/** A row as `reader` sees it. */
export function presentFeedback(row: FeedbackRow, reader: string): FeedbackView {
  return {
    id: FeedbackId.parse(row.id),
    anchor: FeedbackAnchor.catch(general).parse(JSON.parse(row.anchor)),
    text: row.text,
    by: row.byName,
    mine: row.byId === reader,
    at: row.createdAt.getTime(),
    changedAt: row.changedAt?.getTime() ?? null,
  };
}
