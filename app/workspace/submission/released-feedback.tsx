"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { clockTime } from "#app/recordings/recording-times";
import { inOrder } from "#app/submissions/feedback-order";
import { ResultText } from "#app/submissions/result-text";
import { fetchReview } from "#app/submissions/submission-http";
import { Notice } from "#app/ui/notice";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { useSession } from "#app/workspace/session/session-context";
import { useSubmissions } from "#app/workspace/submission/submission-context";
import type { FeedbackView, ReviewView } from "#shared/submissions/feedback";
import type { SubmissionEntry } from "#shared/submissions/overview";

/** What was said about the newest submission that something was said about, each remark with the way to its place. */
export function ReleasedFeedback({ entries }: { entries: readonly SubmissionEntry[] }) {
  const t = useTranslations("submissions.panel");
  const told = entries.find(({ feedback }) => feedback === "released");
  const [review, setReview] = useState<ReviewView | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const id = told?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is new whenever somebody has looked again: then what was said may be, too
  useEffect(() => {
    if (id === undefined) return setReview(null);
    let current = true;
    fetchReview(id).then(
      (found) => current && setReview(found),
      (error: unknown) => current && setFailure(sentenceOf(error)),
    );
    return () => {
      current = false;
    };
  }, [id, entries]);
  if (told === undefined) {
    return <p className="px-3 py-2 text-muted">{t("noFeedback")}</p>;
  }
  if (failure !== null) return <Notice kind="error">{failure}</Notice>;
  if (review === null) return null;
  return (
    <section aria-label={t("feedback", { number: told.number })} className="flex flex-col gap-2 px-3 py-2">
      <h3 className="font-medium">{t("feedback", { number: told.number })}</h3>
      <ResultText result={review.result} />
      <ul className="flex flex-col gap-2">
        {inOrder(review.feedback).map((one) => (
          <Remark key={one.id} remark={one} submission={told.id} />
        ))}
      </ul>
    </section>
  );
}

function Remark({ remark, submission }: { remark: FeedbackView; submission: string }) {
  return (
    <li className="rounded-md border-l-2 border-accent bg-sunken px-3 py-1.5">
      <p className="text-sm text-muted">
        {remark.by} <Place remark={remark} submission={submission} />
      </p>
      <p className="break-words whitespace-pre-wrap">{remark.text}</p>
    </li>
  );
}

/** Where the remark belongs: a line opens in the editor, a moment on the submission's page. */
function Place({ remark: { anchor, id }, submission }: { remark: FeedbackView; submission: string }) {
  const t = useTranslations("submissions.anchor");
  const { openFiles, store } = useSession();
  const { href } = useSubmissions();
  if (anchor.kind === "general") return null;
  const words =
    anchor.kind === "line"
      ? t("line", { path: anchor.path, line: anchor.line })
      : anchor.kind === "recording"
        ? t("recording", { title: anchor.title, time: clockTime(anchor.at) })
        : t("step");
  const here = anchor.kind === "line" && store.getState().files.has(anchor.path);
  if (!here) {
    return (
      <a href={`${href}/${submission}#${id}`} target="_blank" rel="noopener" className="text-accent-text underline">
        {words}
      </a>
    );
  }
  return (
    <button
      type="button"
      className="text-accent-text underline"
      onClick={() => openFiles.open(anchor.path, { line: anchor.line, column: 1 })}
    >
      {words}
    </button>
  );
}
