"use client";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import type { SubmissionView } from "#app/_server/queries/submission";
import { FeedbackList } from "#app/submissions/feedback-list";
import { MomentsOfRuns } from "#app/submissions/moments-of-runs";
import { ResultPanel } from "#app/submissions/result-panel";
import { createReviewDesk, type SubmissionTab } from "#app/submissions/review-desk";
import { SubmissionProvider, useReview, useSubmission } from "#app/submissions/submission-context";
import { SubmittedAnswers } from "#app/submissions/submitted-answers";
import { SubmittedCheckSteps } from "#app/submissions/submitted-check";
import { SubmittedFiles } from "#app/submissions/submitted-files";
import { Tabs } from "#app/ui/tabs";

/** A submission, read-only: its files, answers, check and recordings, with what is said about them beside. */
export function SubmissionPage({ submission }: { submission: SubmissionView }) {
  const { id, review, files } = submission;
  const [desk] = useState(() => createReviewDesk(id, review, firstFiles(files.map(({ path }) => path))));
  // A link to a remark leads to its place.
  useEffect(() => {
    const wanted = review.feedback.find((one) => `#${one.id}` === window.location.hash);
    if (wanted !== undefined) desk.goTo(wanted.anchor);
  }, [desk, review]);
  return (
    <SubmissionProvider submission={submission} desk={desk}>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_380px]">
        <Content />
        <aside aria-label={useTranslations("submissions.page")("said")} className="flex flex-col gap-4">
          <ResultPanel />
          <FeedbackList />
        </aside>
      </div>
    </SubmissionProvider>
  );
}

function Content() {
  const t = useTranslations("submissions.page");
  const { submission, desk } = useSubmission();
  const tab = useReview((state) => state.tab);
  const tabs = useMemo(
    () => [
      {
        value: "files" as const,
        label: <span className="whitespace-nowrap">{t("files", { count: submission.files.length })}</span>,
        content: <SubmittedFiles />,
      },
      { value: "answers" as const, label: t("answers"), content: <SubmittedAnswers /> },
      { value: "check" as const, label: t("check"), content: <SubmittedCheckSteps /> },
      { value: "recordings" as const, label: t("recordings"), content: <MomentsOfRuns /> },
    ],
    [t, submission],
  );
  return <Tabs<SubmissionTab> value={tab} onChange={desk.show} label={t("content")} tabs={tabs} className="min-w-0" />;
}

/** The paths with the one to begin with first: a source, rather than what a build has made of it, a read-me or a setting. */
function firstFiles(paths: readonly string[]): readonly string[] {
  const rank = (path: string) => {
    if (path.startsWith(".") || /(^|\/)(build|dist|out|target)\//.test(path)) return 2;
    return /\.(java|mjs|js|ts|py|c|cc|cpp|h)$/.test(path) ? 0 : 1;
  };
  return paths.toSorted((a, b) => rank(a) - rank(b));
}
