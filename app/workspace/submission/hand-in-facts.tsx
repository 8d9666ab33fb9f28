"use client";
import { CalendarClock, Files, ListChecks } from "lucide-react";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { CheckResult } from "#app/submissions/check-result";
import { Button } from "#app/ui/button";
import { Notice } from "#app/ui/notice";
import { TimeAgo } from "#app/ui/time-ago";
import { sizeOf } from "#app/workspace/instances/size-of";
import { useSession } from "#app/workspace/session/session-context";
import type { HandInPlan } from "#shared/submissions/submission";

/** What would be handed in now, and what one should know before. */
export function HandInFacts({ plan, onClose }: { plan: HandInPlan; onClose: () => void }) {
  const t = useTranslations("submissions.handIn");
  const format = useFormatter();
  const language = useLocale();
  const { commands, documents } = useSession();
  const unsaved = useStore(documents.marks, (marks) => marks.size);
  const { files, bytes, leftOut, check, checkable, dueAt, late, last } = plan;
  const checkFirst = (
    <Button
      size="sm"
      onClick={() => {
        onClose();
        commands.run("check.run");
      }}
    >
      {t("checkFirst")}
    </Button>
  );
  return (
    <>
      <ul className="flex flex-col gap-1">
        <Fact icon={<Files aria-hidden size={14} />}>
          {t("files", { count: files, size: sizeOf(bytes, language) })}
          {leftOut > 0 ? <span className="text-muted"> {t("leftOut", { count: leftOut })}</span> : null}
        </Fact>
        {check === null ? null : (
          <Fact icon={<ListChecks aria-hidden size={14} />}>
            <CheckResult check={check} />{" "}
            <span className="text-muted">
              <TimeAgo date={new Date(check.endedAt)} />
            </span>
          </Fact>
        )}
        {dueAt === null ? null : (
          <Fact icon={<CalendarClock aria-hidden size={14} />}>
            {t("due", { time: format.dateTime(dueAt, { dateStyle: "full", timeStyle: "short" }) })}
          </Fact>
        )}
      </ul>
      {late ? <Notice kind="warning">{t("late")}</Notice> : null}
      {unsaved > 0 ? <Notice kind="warning">{t("unsaved", { count: unsaved })}</Notice> : null}
      {checkable ? <CheckWarning check={check} action={checkFirst} /> : null}
      {last?.same ? <Notice>{t("same", { number: last.number })}</Notice> : null}
    </>
  );
}

/** What the last check does not say in favour of handing in. */
function CheckWarning({ check, action }: { check: HandInPlan["check"]; action: ReactNode }) {
  const t = useTranslations("submissions.handIn");
  const warning =
    check === null
      ? t("neverChecked")
      : check.changedSince
        ? t("changedSince")
        : check.state === "passed"
          ? null
          : t(check.state === "failed" ? "checkFailed" : "checkBroken");
  if (warning === null) return null;
  return (
    <Notice kind="warning" action={action}>
      {warning}
    </Notice>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2">
      <span className="flex h-5 items-center text-faint">{icon}</span>
      <span className="inline-flex min-w-0 flex-wrap items-center gap-x-1.5">{children}</span>
    </li>
  );
}
