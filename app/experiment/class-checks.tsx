"use client";
import { Download, ListChecks, Square } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { type ClassFeed, createClassFeed } from "#app/class/class-feed";
import { useSentence } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { Notice } from "#app/ui/notice";
import { type Column, Table } from "#app/ui/table";
import { TimeAgo } from "#app/ui/time-ago";
import { CheckMark } from "#app/workspace/checks/check-mark";
import { sentenceOf } from "#app/workspace/connection/call-error";
import { classCsv } from "#shared/checks/class-csv";
import type { ClassCheckResult, ClassCheckView } from "#shared/checks/class-views";

function useColumns(): readonly Column<ClassCheckResult>[] {
  const t = useTranslations("experiment.checks");
  const inWords = useSentence();
  return [
    {
      key: "student",
      title: t("student"),
      sortBy: (result) => result.student,
      cell: (result) => (
        <Link
          href={`/w/${result.workspace}`}
          prefetch={false}
          className="font-medium whitespace-nowrap text-accent-text hover:underline"
        >
          {result.student}
        </Link>
      ),
    },
    {
      key: "result",
      title: t("result"),
      sortBy: (result) => result.state,
      cell: (result) => <CheckMark state={result.state} word />,
    },
    {
      key: "checks",
      title: t("checks"),
      sortBy: (result) => result.checks.filter(({ state }) => state === "passed").length,
      cell: (result) => <CheckMarks checks={result.checks} />,
    },
    {
      key: "note",
      title: t("note"),
      wideOnly: true,
      cell: (result) => (
        <span className="line-clamp-2 max-w-xl break-words text-muted">
          {result.note === undefined ? null : inWords(result.note)}
        </span>
      ),
    },
  ];
}

/** An experiment's checks on clean copies of everybody's files: begun here, followed live, taken along as CSV. */
export function ClassChecks({
  course,
  experiment,
  mayCheck,
}: {
  course: string;
  experiment: string;
  /** Whether the reader begins and ends them; who does not, reads how they went. */
  mayCheck: boolean;
}) {
  const feed = useOwnFeed(course);
  return feed === null ? null : <LiveChecks feed={feed} experiment={experiment} mayCheck={mayCheck} />;
}

function LiveChecks({ feed, experiment, mayCheck }: { feed: ClassFeed; experiment: string; mayCheck: boolean }) {
  const lecturerOnly = useTranslations("submissions.classChecks")("lecturerOnly");
  const t = useTranslations("experiment.checks");
  const cancel = useTranslations("ui.actions")("cancel");
  const columns = useColumns();
  const online = useStore(feed, ({ link }) => link.state === "online");
  const heard = useStore(feed, ({ checks }) => checks);
  const [failure, setFailure] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (!online) return;
    feed.ask("checks:newest", { experiment }).then(
      ({ run: newest }) => feed.setState({ checks: newest }),
      (error: unknown) => setFailure(sentenceOf(error)),
    );
  }, [feed, online, experiment]);
  const run = heard?.experiment === experiment ? heard : null;

  async function ask(work: () => Promise<unknown>): Promise<void> {
    setFailure(null);
    setAsking(true);
    await work().catch((error: unknown) => setFailure(sentenceOf(error)));
    setAsking(false);
  }

  return (
    <section aria-labelledby="class-checks" className="mb-6">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h2 id="class-checks" className="mr-auto text-lg font-semibold">
          {t("checks")}
        </h2>
        {run === null || run.results.length === 0 ? null : (
          <Button icon={<Download aria-hidden size={14} />} onClick={() => download(run)}>
            {t("export")}
          </Button>
        )}
        {run?.state === "running" && mayCheck ? (
          <Button
            busy={asking}
            icon={<Square aria-hidden size={12} />}
            onClick={() => void ask(() => feed.ask("checks:cancel", { id: run.id }))}
          >
            {cancel}
          </Button>
        ) : (
          <Button
            busy={asking}
            refusal={!mayCheck ? lecturerOnly : online ? null : t("offline")}
            icon={<ListChecks aria-hidden size={14} />}
            onClick={() =>
              void ask(async () => feed.setState({ checks: await feed.ask("checks:run", { experiment }) }))
            }
          >
            {t(run === null ? "everybody" : "everybodyAgain")}
          </Button>
        )}
      </div>
      {failure === null ? null : (
        <Notice kind="error" className="mb-2">
          {failure}
        </Notice>
      )}
      {run === null ? (
        <p className="text-muted">{t("what")}</p>
      ) : (
        <>
          <p role="status" className="mb-2 text-muted">
            <Summary run={run} />
          </p>
          <Table
            caption={t("caption")}
            columns={columns}
            rows={run.results}
            rowKey={(result) => result.workspace}
            initialSort={{ key: "student", descending: false }}
          />
        </>
      )}
    </section>
  );
}

function Summary({ run }: { run: ClassCheckView }) {
  const t = useTranslations("experiment.checks");
  const count = (...states: ClassCheckResult["state"][]) =>
    run.results.filter(({ state }) => states.includes(state)).length;
  const over = run.results.length - count("waiting", "running");
  const counts = { passed: count("passed"), failed: count("failed"), broken: count("broken") };
  if (run.state === "running") return t("running", { now: over + 1, all: run.results.length, ...counts });
  return t.rich("over", {
    ...{ ending: run.state, name: run.by, ...counts },
    ago: () => <TimeAgo date={new Date(run.createdAt)} />,
  });
}

function CheckMarks({ checks }: { checks: ClassCheckResult["checks"] }) {
  const t = useTranslations("experiment.checks");
  if (checks.length === 0) return null;
  const passed = checks.filter(({ state }) => state === "passed").length;
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap tabular-nums">
      <span>{t("passedOf", { passed, all: checks.length })}</span>
      <span aria-hidden className="inline-flex gap-1">
        {checks.map(({ name, state }) => (
          <span key={name} title={name}>
            <CheckMark state={state} />
          </span>
        ))}
      </span>
    </span>
  );
}

function download(run: ClassCheckView): void {
  // Spreadsheets take UTF-8 for what it is only behind this mark.
  const url = URL.createObjectURL(new Blob(["\uFEFF", classCsv(run)], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${run.experiment}-checks-${new Date(run.createdAt).toISOString().slice(0, 10)}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

function useOwnFeed(slug: string): ClassFeed | null {
  const [feed, setFeed] = useState<ClassFeed | null>(null);
  useEffect(() => {
    const own = createClassFeed(slug);
    setFeed(own);
    return () => {
      own.dispose();
      setFeed(null);
    };
  }, [slug]);
  return feed;
}
