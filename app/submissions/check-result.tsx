import { useTranslations } from "next-intl";
import { CheckMark } from "#app/workspace/checks/check-mark";
import type { CheckSummary } from "#shared/submissions/submission";

/** How the last check before a submission went: its state, how many held, and whether the files are still those. */
export function CheckResult({ check }: { check: CheckSummary }) {
  const t = useTranslations("submissions.check");
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 tabular-nums">
      <CheckMark state={check.state} word />
      <span>{t("count", { passed: check.passed, of: check.of })}</span>
      {check.changedSince ? (
        <span className="text-waiting" title={t("changedSinceLong")}>
          {t("changedSince")}
        </span>
      ) : null}
    </span>
  );
}
