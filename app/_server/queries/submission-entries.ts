import type { Database } from "#prisma/client";
import { ResultWish } from "#shared/submissions/feedback";
import type { SubmissionEntry } from "#shared/submissions/overview";
import { type CheckSummary, SubmittedCheck } from "#shared/submissions/submission";

/** Everything that a list shows of a submission; its files and answers stay where they are. */
export const entryFields = {
  ...{ id: true, number: true, createdAt: true, late: true, check: true },
  review: { select: { points: true, maximum: true, verdict: true, text: true, releasedAt: true } },
  _count: { select: { feedback: true } },
} as const;

type Row = Awaited<ReturnType<typeof findRows>>[number];

function findRows(db: Database) {
  return db.submission.findMany({ select: entryFields });
}

const Verdict = ResultWish.shape.verdict.catch(null);
const nothing = { points: null, maximum: null, verdict: null, text: "" } as const;

/** A row as a list shows it; `released`: only what the student may see by now. */
export function submissionEntry(row: Row, { released }: { released: boolean }): SubmissionEntry {
  const { review } = row;
  const hidden = review === null || (released && review.releasedAt === null);
  const drafted = row._count.feedback > 0 || (review !== null && isSaid(review));
  return {
    ...{ id: row.id, number: row.number, at: row.createdAt.getTime(), late: row.late },
    check: row.check === null ? null : checkSummary(row.check),
    result: hidden
      ? nothing
      : {
          ...{ points: review.points, maximum: review.maximum, text: review.text },
          verdict: Verdict.parse(review.verdict),
        },
    feedback: review?.releasedAt ? "released" : drafted && !released ? "drafted" : "none",
  };
}

function isSaid({ points, verdict, text }: { points: number | null; verdict: string | null; text: string }): boolean {
  return points !== null || verdict !== null || text !== "";
}

function checkSummary(json: string): CheckSummary {
  const { parts: _parts, ...summary } = SubmittedCheck.parse(JSON.parse(json));
  return summary;
}
