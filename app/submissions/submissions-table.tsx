"use client";
import { Download, Inbox } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CheckResult } from "#app/submissions/check-result";
import { ResultBadge } from "#app/submissions/result-badge";
import { filterSubmissions, type SubmissionWish, type Wanted, wanted } from "#app/submissions/submission-wish";
import { Badge, type Tone } from "#app/ui/badge";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { Input } from "#app/ui/input";
import { Select } from "#app/ui/select";
import { type Column, Table } from "#app/ui/table";
import { TimeAgo } from "#app/ui/time-ago";
import { save } from "#app/workspace/connection/live-http";
import type { FeedbackState, SubmissionRow } from "#shared/submissions/overview";
import { submissionsCsv } from "#shared/submissions/submissions-csv";

const everybody: SubmissionWish = { text: "", state: "all" };
const tones: Readonly<Record<FeedbackState, Tone>> = { none: "neutral", drafted: "waiting", released: "running" };
/** Who has handed in nothing comes last, whatever the order. */
const last = "\uffff";

/** Everybody's newest submission, to be filtered, sorted, opened and taken along. */
export function SubmissionsTable({
  href,
  experiment,
  rows,
}: {
  /** Each submission is at its id below it. */
  href: string;
  experiment: string;
  rows: readonly SubmissionRow[];
}) {
  const t = useTranslations("submissions.table");
  const words = useTranslations("submissions.wanted");
  const [wish, setWish] = useState(everybody);
  const columns = useColumns(href);
  const shown = filterSubmissions(rows, wish);
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<Inbox aria-hidden size={24} />}
        title={t("nobody")}
        className="rounded-lg border border-line bg-surface"
      >
        {t("nobodyText")}
      </EmptyState>
    );
  }
  return (
    <section aria-label={t("caption")}>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <Input
          aria-label={t("filter")}
          placeholder={t("filter")}
          value={wish.text}
          onChange={(event) => setWish({ ...wish, text: event.target.value })}
          className="max-w-60"
        />
        <Select
          aria-label={t("state")}
          value={wish.state}
          onChange={(event) => setWish({ ...wish, state: wantedIn(event.target.value) })}
        >
          {wanted.map((state) => (
            <option key={state} value={state}>
              {words(state)}
            </option>
          ))}
        </Select>
        <p role="status" className="mr-auto text-sm text-muted">
          {t("summary", { handedIn: rows.filter(({ newest }) => newest !== null).length, all: rows.length })}
        </p>
        <Button
          icon={<Download aria-hidden size={14} />}
          onClick={() => {
            // Spreadsheets take UTF-8 for what it is only behind this mark.
            const blob = new Blob(["\uFEFF", submissionsCsv(rows)], { type: "text/csv;charset=utf-8" });
            save(blob, `${experiment}-submissions-${new Date().toISOString().slice(0, 10)}.csv`);
          }}
        >
          {t("export")}
        </Button>
      </div>
      <Table
        caption={t("caption")}
        columns={columns}
        rows={shown}
        rowKey={({ user }) => user}
        initialSort={{ key: "student", descending: false }}
        empty={
          <EmptyState
            title={t("noneFit")}
            className="rounded-lg border border-line bg-surface"
            action={<Button onClick={() => setWish(everybody)}>{t("showAll")}</Button>}
          />
        }
      />
    </section>
  );
}

function wantedIn(value: string): Wanted {
  return wanted.find((one) => one === value) ?? "all";
}

function useColumns(href: string): readonly Column<SubmissionRow>[] {
  const t = useTranslations("submissions.table");
  const states = useTranslations("submissions.feedbackState");
  return [
    {
      key: "student",
      title: t("student"),
      sortBy: ({ student }) => student.toLowerCase(),
      cell: ({ student, newest }) =>
        newest === null ? (
          <span className="text-muted">{student}</span>
        ) : (
          <Link
            href={`${href}/${newest.id}`}
            prefetch={false}
            className="font-medium whitespace-nowrap text-accent-text hover:underline"
          >
            {student}
          </Link>
        ),
    },
    {
      key: "group",
      title: t("group"),
      wideOnly: true,
      sortBy: ({ group }) => group || last,
      cell: ({ group }) => group,
    },
    {
      key: "at",
      title: t("handedIn"),
      sortBy: ({ newest }) => newest?.at ?? Number.POSITIVE_INFINITY,
      cell: ({ newest, count }) =>
        newest === null ? (
          <span className="text-faint">{t("missing")}</span>
        ) : (
          <span className="inline-flex flex-wrap items-center gap-x-2">
            <TimeAgo date={new Date(newest.at)} />
            {count > 1 ? <span className="text-sm text-muted">{t("nth", { number: newest.number })}</span> : null}
            {newest.late ? <Badge tone="waiting">{t("late")}</Badge> : null}
          </span>
        ),
    },
    {
      key: "check",
      title: t("check"),
      sortBy: ({ newest }) => newest?.check?.passed ?? -1,
      cell: ({ newest }) =>
        newest === null ? null : newest.check === null ? (
          <span className="text-faint">{t("unchecked")}</span>
        ) : (
          <CheckResult check={newest.check} />
        ),
    },
    {
      key: "result",
      title: t("result"),
      sortBy: ({ newest }) => newest?.result.points ?? (newest?.result.verdict === "passed" ? 1 : -1),
      cell: ({ newest }) => (newest === null ? null : <ResultBadge result={newest.result} />),
    },
    {
      key: "feedback",
      title: t("feedback"),
      sortBy: ({ newest }) => newest?.feedback ?? last,
      cell: ({ newest }) =>
        newest === null ? null : <Badge tone={tones[newest.feedback]}>{states(newest.feedback)}</Badge>,
    },
  ];
}
