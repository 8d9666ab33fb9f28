"use client";
import { clsx } from "clsx";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useAuthoring, useDesk } from "#app/authoring/authoring-context";
import { useDraftSentence } from "#app/authoring/draft-sentences";
import { EmptyState } from "#app/ui/empty-state";
import type { DraftProblem } from "#shared/authoring/draft-problems";

/** What is wrong with the draft, below its text; one quiet line when nothing is. */
export function ProblemsBelow() {
  const t = useTranslations("authoring.problems");
  const problems = useDesk((state) => state.reading.problems);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return (
    <section aria-label={t("title")} className="shrink-0 border-t border-line bg-canvas">
      <h2 role="status" className="flex h-7 items-center gap-1.5 px-3 text-sm text-muted">
        {errors > 0 ? (
          <CircleAlert aria-hidden size={14} className="text-failed" />
        ) : problems.length > 0 ? (
          <TriangleAlert aria-hidden size={14} className="text-waiting" />
        ) : (
          <CircleCheck aria-hidden size={14} className="text-running" />
        )}
        {problems.length === 0
          ? t("noneLine")
          : errors === 0
            ? t("remarks", { count: problems.length })
            : t("errors", { count: errors })}
      </h2>
      {problems.length > 0 ? (
        <div className="max-h-40 overflow-y-auto border-t border-line bg-surface">
          <Rows problems={problems} />
        </div>
      ) : null}
    </section>
  );
}

/** The same as a pane of its own. */
export function ProblemList() {
  const t = useTranslations("authoring.problems");
  const problems = useDesk((state) => state.reading.problems);
  return (
    <section aria-label={t("title")} className="h-full overflow-y-auto bg-surface">
      {problems.length === 0 ? (
        <EmptyState
          className="h-full"
          icon={<CircleCheck aria-hidden size={24} className="text-running" />}
          title={t("none")}
        >
          {t("noneHint")}
        </EmptyState>
      ) : (
        <Rows problems={problems} />
      )}
    </section>
  );
}

function Rows({ problems }: { problems: readonly DraftProblem[] }) {
  const t = useTranslations("authoring.problems");
  const inWords = useDraftSentence();
  const { openFiles } = useAuthoring();
  return (
    <ul>
      {problems.map((problem) => {
        const { file, line, column, sentence, instead, severity } = problem;
        const Icon = severity === "error" ? CircleAlert : TriangleAlert;
        return (
          <li key={`${file} ${line} ${column} ${sentence}`}>
            <button
              type="button"
              onClick={() => openFiles.open(file, { line, column })}
              className="flex w-full items-start gap-2 px-3 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2"
            >
              <Icon
                aria-label={t(severity === "error" ? "problem" : "remark")}
                size={14}
                className={clsx("mt-0.5 shrink-0", severity === "error" ? "text-failed" : "text-waiting")}
              />
              <span className="min-w-0 flex-1">
                {inWords(sentence)} <span className="text-muted">{inWords(instead)}</span>
              </span>
              <span className="shrink-0 font-mono text-xs leading-5 text-faint">
                {file}:{line}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
