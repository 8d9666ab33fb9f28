"use client";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { StateMark } from "#app/ui/state-mark";
import { judgedBuild } from "#app/workspace/builds/judged-build";
import { CheckMark } from "#app/workspace/checks/check-mark";
import type { PanelId } from "#app/workspace/layout/panels";
import { useSession, useWorkspace } from "#app/workspace/session/session-context";

const marks: Partial<Record<PanelId, () => ReactNode>> = {
  build: () => <BuildMark />,
  problems: () => <ProblemsMark />,
  checks: () => <ChecksMark />,
};

/** What a pane's tab shows of its content: the build's state, the number of problems. Drawn by CSS, so that the tab's name stays the pane's. */
export function TabMark({ id }: { id: PanelId }) {
  return <span aria-hidden>{marks[id]?.()}</span>;
}

function BuildMark() {
  const newest = useWorkspace((state) => state.builds[0]);
  if (newest === undefined) return null;
  return (
    <span data-count={newest.number} className="inline-flex items-center gap-1 before:content-[attr(data-count)]">
      <StateMark state={newest.state} />
    </span>
  );
}

function ChecksMark() {
  const newest = useStore(useSession().checks, ({ runs }) => runs[0]);
  return newest === undefined ? null : <CheckMark state={newest.state} />;
}

function ProblemsMark() {
  const count = useWorkspace((state) => judgedBuild(state.builds)?.diagnostics.length ?? 0);
  return (
    <span
      data-count={count}
      className={clsx(
        "before:content-[attr(data-count)]",
        count > 0 ? "rounded-full bg-failed-soft px-1.5 text-xs text-failed" : "text-faint",
      )}
    />
  );
}
