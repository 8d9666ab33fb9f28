"use client";
import { ListChecks, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useSentence } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { Kbd } from "#app/ui/kbd";
import { Notice } from "#app/ui/notice";
import { Waiting } from "#app/ui/waiting";
import { CheckPart } from "#app/workspace/checks/check-part";
import { CheckRunHeader } from "#app/workspace/checks/check-run-header";
import { useMayDrive, useSession } from "#app/workspace/session/session-context";
import type { CheckOutline, CheckRunView } from "#shared/checks/views";

/** What the experiment checks, and how each check went: step by step while they run, with what was seen. */
export function ChecksPanel() {
  const t = useTranslations("workspace");
  const inWords = useSentence();
  const { checks } = useSession();
  const outline = useStore(checks, (state) => state.outline);
  const run = useStore(checks, ({ runs, shown }) => runs.find(({ id }) => id === shown) ?? runs[0]);
  if (outline === null) return <Waiting stage={t("page.opening")} />;
  if (outline.problem !== undefined) {
    return (
      <EmptyState
        className="h-full"
        icon={<TriangleAlert aria-hidden size={22} className="text-waiting" />}
        title={t("checks.unusable")}
      >
        {inWords(outline.problem)}
      </EmptyState>
    );
  }
  if (run !== undefined) return <Run key={run.id} run={run} />;
  if (outline.checks.length > 0) return <Unchecked outline={outline} />;
  return (
    <EmptyState className="h-full" icon={<ListChecks aria-hidden size={22} />} title={t("checks.none")}>
      {t("checks.noneHint")}
    </EmptyState>
  );
}

function Run({ run }: { run: CheckRunView }) {
  const t = useTranslations("workspace.checks");
  const inWords = useSentence();
  // What somebody opened or closed by hand stays so; everything else follows the run.
  const [chosen, setChosen] = useState<ReadonlyMap<number, boolean>>(new Map());
  const list = useRef<HTMLDivElement>(null);
  const isOver = run.state !== "running";
  useEffect(() => {
    // What to mend first is in sight when it is over.
    if (isOver) list.current?.querySelector('li[data-state="failed"]')?.scrollIntoView({ block: "nearest" });
  }, [isOver]);
  return (
    <>
      <CheckRunHeader run={run} />
      <div ref={list} className="min-h-0 flex-1 overflow-auto">
        {run.note === undefined ? null : (
          <Notice kind="warning" className="m-2" title={t("undecided")}>
            {inWords(run.note)}
          </Notice>
        )}
        <ol aria-label={t("ofRun", { number: run.number })} className="py-1">
          {run.parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a run keep their places
            <li key={index}>
              <CheckPart
                part={part}
                open={chosen.get(index) ?? isTelling(part.state)}
                onOpen={(open) => setChosen(new Map(chosen).set(index, open))}
              />
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}

function isTelling(state: CheckRunView["parts"][number]["state"]): boolean {
  return state === "running" || state === "failed" || state === "broken";
}

function Unchecked({ outline }: { outline: CheckOutline }) {
  const t = useTranslations("workspace");
  const { commands } = useSession();
  const mayDrive = useMayDrive();
  return (
    <EmptyState
      className="h-full overflow-auto"
      icon={<ListChecks aria-hidden size={22} />}
      title={t("checks.first")}
      action={
        <Button
          variant="primary"
          refusal={mayDrive ? null : t("refusals.lookOnly")}
          icon={<ListChecks aria-hidden size={14} />}
          onClick={() => commands.run("check.run")}
        >
          {t("checks.check")}
        </Button>
      }
    >
      <p>
        {t("checks.firstHint")}{" "}
        <span className="max-sm:hidden">
          <Kbd keys="Alt+Shift+C" />
        </span>
      </p>
      <ul className="mt-2 inline-block list-disc pl-5 text-left text-text">
        {outline.checks.map(({ name }) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </EmptyState>
  );
}
