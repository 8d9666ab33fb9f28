import { clsx } from "clsx";
import { MessageSquare } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { SubmissionView } from "#app/_server/queries/submission";
import { CheckResult } from "#app/submissions/check-result";
import { Badge } from "#app/ui/badge";
import { Notice } from "#app/ui/notice";
import { TimeAgo } from "#app/ui/time-ago";

/** When it was handed in and how it stood then, and the student's other submissions. */
export function SubmissionHead({ submission, list }: { submission: SubmissionView; list: string }) {
  const t = useTranslations("submissions.page");
  const format = useFormatter();
  const { at, late, dueAt, check, experiment, history } = submission;
  const newest = history[0];
  const time = (value: number) => format.dateTime(value, { dateStyle: "medium", timeStyle: "short" });
  return (
    <div className="mb-4 flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
        <span>{t.rich("handedIn", { time: time(at), ago: () => <TimeAgo date={new Date(at)} /> })}</span>
        {late ? <Badge tone="waiting">{dueAt === null ? t("late") : t("lateFor", { time: time(dueAt) })}</Badge> : null}
        {check === null ? <span>{t("unchecked")}</span> : <CheckResult check={check} />}
        <span>{t("version", { number: experiment.version })}</span>
      </p>
      {history.length > 1 ? (
        <nav aria-label={t("history")} className="flex flex-wrap items-center gap-1">
          <span className="mr-1 text-sm text-muted">{t("history")}</span>
          {history.map((one) => (
            <Link
              key={one.id}
              href={`${list}/${one.id}`}
              prefetch={false}
              aria-current={one.id === submission.id ? "page" : undefined}
              title={time(one.at)}
              className={clsx(
                "rounded-md border px-2 py-0.5 text-sm",
                one.id === submission.id ? "border-accent bg-selected" : "border-line text-muted hover:bg-hover",
              )}
            >
              {one.number}
              {one.feedback === "none" ? null : (
                <MessageSquare aria-label={t("reviewed")} size={11} className="ml-1 inline text-accent-text" />
              )}
            </Link>
          ))}
        </nav>
      ) : null}
      {newest !== undefined && newest.id !== submission.id ? (
        <Notice kind="warning">
          {t("notNewest")}{" "}
          <Link href={`${list}/${newest.id}`} prefetch={false} className="text-accent-text underline">
            {t("toNewest", { number: newest.number })}
          </Link>
        </Notice>
      ) : null}
    </div>
  );
}
