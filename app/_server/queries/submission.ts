import { z } from "zod";
import { mayReview } from "#app/_server/policies/submission";
import { entryFields, submissionEntry } from "#app/_server/queries/submission-entries";
import { reachSubmission } from "#app/_server/submissions/reachable-submission";
import { releasedReviewOf, reviewOf } from "#app/_server/submissions/review";
import type { Database } from "#prisma/client";
import type { ReviewView } from "#shared/submissions/feedback";
import type { SubmissionEntry } from "#shared/submissions/overview";
import { SubmittedAnswer, SubmittedCheck, SubmittedFile, SubmittedLaunch } from "#shared/submissions/submission";

/** A submission with everything that its page shows. Times are milliseconds since 1970. */
export interface SubmissionView {
  readonly id: string;
  readonly number: number;
  readonly at: number;
  readonly late: boolean;
  readonly dueAt: number | null;
  readonly bytes: number;
  readonly files: readonly SubmittedFile[];
  readonly answers: readonly SubmittedAnswer[];
  readonly comment: string;
  readonly launches: readonly SubmittedLaunch[];
  readonly check: SubmittedCheck | null;
  readonly workspace: string;
  readonly student: { readonly id: string; readonly name: string };
  readonly course: { readonly slug: string; readonly title: string; readonly archived: boolean };
  readonly experiment: { readonly slug: string; readonly title: string; readonly version: number };
  /** All submissions of the student in this experiment, newest first. */
  readonly history: readonly SubmissionEntry[];
  /** The reader gives feedback and results. */
  readonly reviews: boolean;
  readonly review: ReviewView;
  /** The reader's own copy for running it again. */
  readonly copy: string | null;
}

/** The submission as this person may see it; null when it is unknown or not theirs to see. */
export async function findSubmission(
  db: Database,
  userId: string,
  place: { readonly course: string; readonly experiment: string; readonly submission: string },
): Promise<SubmissionView | null> {
  const reached = await reachSubmission(db, userId, place.submission);
  if (reached?.course.slug !== place.course || reached.experiment.slug !== place.experiment) return null;
  const reviews = mayReview(reached.role);
  const [row, history, review, copy] = await Promise.all([
    db.submission.findUniqueOrThrow({
      where: { id: reached.id },
      include: { workspace: { select: { version: { select: { title: true, number: true } } } } },
    }),
    db.submission.findMany({
      where: { workspace: { ownerId: reached.owner.id, version: { experimentId: reached.experiment.id } } },
      orderBy: { number: "desc" },
      select: entryFields,
    }),
    (reviews ? reviewOf : releasedReviewOf)(db, reached.id, userId),
    db.workspace.findFirst({
      where: { ownerId: userId, version: { submissionId: reached.id } },
      select: { id: true },
    }),
  ]);
  const { version } = row.workspace;
  return {
    ...{ id: row.id, number: row.number, at: row.createdAt.getTime(), late: row.late, bytes: row.bytes },
    dueAt: row.dueAt?.getTime() ?? null,
    files: z.array(SubmittedFile).parse(JSON.parse(row.files)),
    answers: z.array(SubmittedAnswer).parse(JSON.parse(row.answers)),
    comment: row.comment,
    launches: z.array(SubmittedLaunch).parse(JSON.parse(row.launches)),
    check: row.check === null ? null : SubmittedCheck.parse(JSON.parse(row.check)),
    ...{ workspace: reached.workspaceId, student: reached.owner, course: reached.course },
    experiment: { slug: reached.experiment.slug, title: version.title, version: version.number },
    history: history.map((one) => submissionEntry(one, { released: !reviews })),
    ...{ reviews, review, copy: copy?.id ?? null },
  };
}
