"use client";
import { clsx } from "clsx";
import { ChevronRight, ListChecks, MessageSquarePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSentence } from "#app/i18n/sentences";
import { CheckResult } from "#app/submissions/check-result";
import { useReview, useSubmission } from "#app/submissions/submission-context";
import { EmptyState } from "#app/ui/empty-state";
import { IconButton } from "#app/ui/icon-button";
import { Notice } from "#app/ui/notice";
import { TimeAgo } from "#app/ui/time-ago";
import { CheckMark } from "#app/workspace/checks/check-mark";
import type { CheckStepView } from "#shared/checks/views";

/** The last check before the submission, step by step with what was seen. */
export function SubmittedCheckSteps() {
  const t = useTranslations("submissions.check");
  const inWords = useSentence();
  const { check } = useSubmission().submission;
  if (check === null) {
    return (
      <EmptyState
        icon={<ListChecks aria-hidden size={22} />}
        title={t("never")}
        className="border-x border-b border-line bg-surface max-sm:border-x-0"
      >
        {t("neverText")}
      </EmptyState>
    );
  }
  return (
    <div className="border-x border-b border-line bg-surface max-sm:border-x-0">
      <p className="flex flex-wrap items-center gap-x-3 border-b border-line px-3 py-1.5">
        <CheckResult check={check} />
        <span className="text-muted">
          <TimeAgo date={new Date(check.endedAt)} />
        </span>
      </p>
      {check.changedSince ? (
        <Notice kind="warning" className="m-2">
          {t("changedSinceLong")}
        </Notice>
      ) : null}
      <ol className="py-1">
        {check.parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a run keep their places
          <li key={index} className="px-3 py-1.5">
            <details className="group" open={part.state !== "passed" && part.state !== "skipped"}>
              <summary className="flex cursor-pointer list-none items-center gap-2">
                <ChevronRight aria-hidden size={14} className="shrink-0 text-faint group-open:rotate-90" />
                <CheckMark state={part.state} />
                <span className="font-medium">{inWords(part.name)}</span>
              </summary>
              <ol className="mt-1 flex flex-col gap-1 pl-9">
                {part.steps.map((step, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a check keep their places
                  <Step key={place} step={step} place={{ part: index, step: place }} />
                ))}
              </ol>
            </details>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Step({ step, place }: { step: CheckStepView; place: { part: number; step: number } }) {
  const t = useTranslations("submissions.check");
  const inWords = useSentence();
  const { submission, desk } = useSubmission();
  const remarked = useReview(({ review, composing }) =>
    [...review.feedback.map(({ anchor }) => anchor), composing].some(
      (anchor) => anchor?.kind === "step" && anchor.part === place.part && anchor.step === place.step,
    ),
  );
  return (
    <li className={clsx("rounded-sm px-1.5 py-0.5", remarked && "bg-accent-soft")}>
      <div className="flex items-start gap-2">
        <span className="flex h-6 items-center">
          <CheckMark state={step.state} />
        </span>
        <span className="min-w-0 flex-1 py-0.5 break-words">{inWords(step.title)}</span>
        {submission.reviews && step.state !== "skipped" ? (
          <IconButton
            size="sm"
            label={t("comment", { step: inWords(step.title) })}
            icon={<MessageSquarePlus aria-hidden size={13} />}
            onClick={() => desk.compose({ kind: "step", ...place })}
          />
        ) : null}
      </div>
      {step.evidence.map(({ says, lines }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: evidence does not change any more
        <div key={index} className="pl-5 text-sm">
          <p className="break-words text-muted">{inWords(says)}</p>
          {lines.length === 0 ? null : (
            <pre className="mt-0.5 overflow-x-auto rounded-sm bg-sunken px-2 py-1 font-mono text-[12px] leading-[17px]">
              {lines.join("\n")}
            </pre>
          )}
        </div>
      ))}
    </li>
  );
}
