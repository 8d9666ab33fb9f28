"use client";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { EmptyState } from "#app/ui/empty-state";
import { judgedBuild } from "#app/workspace/builds/judged-build";
import { nameOf } from "#app/workspace/files/file-path";
import { createProblemWalk } from "#app/workspace/problems/problem-walk";
import { useProblemWords } from "#app/workspace/problems/problem-words";
import { useCommands, useSession, useWorkspace } from "#app/workspace/session/session-context";
import type { Diagnostic } from "#shared/views";

const looks = {
  error: { Icon: CircleAlert, hue: "text-failed" },
  warning: { Icon: TriangleAlert, hue: "text-waiting" },
  info: { Icon: Info, hue: "text-accent-text" },
} as const;

const none: readonly Diagnostic[] = [];

/** What the compiler said in the last build; F8 walks through it. */
export function ProblemsPanel() {
  const t = useTranslations("editing");
  const { commands, openFiles } = useSession();
  const build = useWorkspace((state) => judgedBuild(state.builds));
  const problems = build?.diagnostics ?? none;
  const walk = useMemo(() => createProblemWalk(problems), [problems]);
  const go = (problem: Diagnostic | null) =>
    problem &&
    openFiles.open(problem.file, { line: problem.line, column: problem.column, endColumn: problem.endColumn });
  function openAt(index: number): void {
    walk.at(index);
    go(problems[index] ?? null);
  }
  useCommands(
    () => [
      {
        id: "problems.next",
        title: t("commands.nextProblem"),
        group: "Go",
        key: "F8",
        when: () => problems.length > 0,
        run: () => void go(walk.step(1)),
      },
      {
        id: "problems.previous",
        title: t("commands.previousProblem"),
        group: "Go",
        key: "Shift+F8",
        when: () => problems.length > 0,
        run: () => void go(walk.step(-1)),
      },
    ],
    [walk, t],
  );
  if (build === undefined) {
    return (
      <EmptyState className="h-full" icon={<CircleAlert aria-hidden size={22} />} title={t("problems.notBuilt")}>
        {t("problems.notBuiltWhat")}
      </EmptyState>
    );
  }
  if (problems.length === 0) {
    return (
      <EmptyState
        className="h-full"
        icon={<CircleCheck aria-hidden size={22} className="text-running" />}
        title={t("problems.none", { number: build.number })}
      >
        {build.state === "failed" ? t("problems.failedAllTheSame") : null}
      </EmptyState>
    );
  }
  return (
    <ul className="min-h-0 flex-1 overflow-auto py-1" aria-label={t("problems.title", { number: build.number })}>
      {problems.map((problem, index) => (
        <li key={`${problem.file}:${problem.line}:${problem.column}:${problem.message}`}>
          <ProblemRow problem={problem} onOpen={() => openAt(index)} />
        </li>
      ))}
      <li className="px-3 py-1 text-sm text-faint">
        {t("problems.from", { number: build.number })}{" "}
        <button type="button" className="underline" onClick={() => commands.run("go.build")}>
          {t("problems.showOutput")}
        </button>
      </li>
    </ul>
  );
}

function ProblemRow({ problem, onOpen }: { problem: Diagnostic; onOpen: () => void }) {
  const t = useTranslations("editing.problems");
  const inWords = useProblemWords();
  const { Icon, hue } = looks[problem.severity];
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex w-full items-start gap-2 px-3 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2"
    >
      <Icon aria-label={t(problem.severity)} size={14} className={`mt-0.5 shrink-0 ${hue}`} />
      <span className="min-w-0 flex-1 break-words whitespace-pre-wrap">{inWords(problem)}</span>
      <span className="shrink-0 text-sm text-faint tabular-nums" title={problem.file}>
        {nameOf(problem.file)}:{problem.line}:{problem.column}
      </span>
    </button>
  );
}
