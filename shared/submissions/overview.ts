import type { ResultView } from "#shared/submissions/feedback";
import type { CheckSummary } from "#shared/submissions/submission";

/** Whether those who teach have said something, and whether the student sees it. */
export type FeedbackState = "none" | "drafted" | "released";

/** One of several submissions of the same student, in a list. Times are milliseconds since 1970. */
export interface SubmissionEntry {
  readonly id: string;
  readonly number: number;
  readonly at: number;
  readonly late: boolean;
  readonly check: CheckSummary | null;
  readonly result: Pick<ResultView, "points" | "maximum" | "verdict" | "text">;
  readonly feedback: FeedbackState;
}

/** A student with the submission that counts, which is the newest; null when nothing was handed in. */
export interface SubmissionRow {
  readonly user: string;
  readonly student: string;
  readonly email: string;
  readonly group: string;
  readonly count: number;
  readonly newest: SubmissionEntry | null;
}
