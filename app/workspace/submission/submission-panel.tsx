"use client";
import { Inbox, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import { CheckResult } from "#app/submissions/check-result";
import { ResultBadge } from "#app/submissions/result-badge";
import { Badge } from "#app/ui/badge";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { Notice } from "#app/ui/notice";
import { TimeAgo } from "#app/ui/time-ago";
import { Waiting } from "#app/ui/waiting";
import { useRefusal } from "#app/workspace/submission/hand-in-button";
import { ReleasedFeedback } from "#app/workspace/submission/released-feedback";
import { useSubmissions } from "#app/workspace/submission/submission-context";
import type { SubmissionEntry } from "#shared/submissions/overview";

/** What was handed in from here, what was said about it, and the way to hand in. */
export function SubmissionPanel() {
  const t = useTranslations("submissions.panel");
  const { standing, store } = useSubmissions();
  const { entries, failure } = useStore(store);
  const refusal = useRefusal();
  if (standing === "guest" || standing === "trial" || standing === "copy") {
    return (
      <EmptyState className="h-full" icon={<Inbox aria-hidden size={22} />} title={t("nothingHere")}>
        {refusal}
      </EmptyState>
    );
  }
  if (failure !== null && entries === null) {
    return (
      <Notice kind="error" className="m-2" action={<Button onClick={() => void store.load()}>{t("again")}</Button>}>
        {failure}
      </Notice>
    );
  }
  if (entries === null) return <Waiting stage={t("looking")} />;
  const [newest] = entries;
  if (newest === undefined) {
    return (
      <EmptyState
        className="h-full overflow-auto"
        icon={<Send aria-hidden size={22} />}
        title={standing === "teacher" ? t("noneYet") : t("none")}
        action={standing === "teacher" ? undefined : <HandIn primary />}
      >
        {standing === "teacher" ? null : t("noneText")}
      </EmptyState>
    );
  }
  return (
    <>
      <div className="flex min-h-8 shrink-0 items-center gap-2 border-b border-line px-3 text-sm">
        <span className="min-w-0 flex-1 truncate text-muted">{t("count", { count: entries.length })}</span>
        {standing === "teacher" ? null : <HandIn />}
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        <ul aria-label={t("list")} className="divide-y divide-line border-b border-line">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} counts={entry.id === newest.id} />
          ))}
        </ul>
        <ReleasedFeedback entries={entries} />
      </div>
    </>
  );
}

function HandIn({ primary = false }: { primary?: boolean }) {
  const t = useTranslations("submissions.handIn");
  const { store } = useSubmissions();
  const refusal = useRefusal();
  return (
    <Button
      size={primary ? "md" : "sm"}
      {...(primary ? { variant: "primary" as const } : {})}
      refusal={refusal}
      icon={<Send aria-hidden size={13} />}
      onClick={() => store.setState({ handingIn: true })}
    >
      {t("button")}
    </Button>
  );
}

function Entry({ entry, counts }: { entry: SubmissionEntry; counts: boolean }) {
  const t = useTranslations("submissions.panel");
  const { href } = useSubmissions();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">
      <a
        href={`${href}/${entry.id}`}
        target="_blank"
        rel="noopener"
        className="font-medium text-accent-text hover:underline"
      >
        {t("number", { number: entry.number })}
      </a>
      {counts ? <Badge tone="accent">{t("counts")}</Badge> : null}
      <span className="text-muted">
        <TimeAgo date={new Date(entry.at)} />
      </span>
      {entry.late ? <Badge tone="waiting">{t("late")}</Badge> : null}
      {entry.check === null ? (
        <span className="text-faint">{t("unchecked")}</span>
      ) : (
        <CheckResult check={entry.check} />
      )}
      <ResultBadge result={entry.result} />
    </li>
  );
}
