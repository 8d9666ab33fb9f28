"use client";
import { StateMark } from "#app/ui/state-mark";
import type { PanelId } from "#app/workspace/layout/panels";
import { useWorkspace } from "#app/workspace/session/session-context";

/** What a pane's tab says about its content without being opened: the build's state, the number of problems. */
export function TabMark({ id }: { id: PanelId }) {
  if (id === "build") return <BuildMark />;
  if (id === "problems") return <ProblemsMark />;
  return null;
}

function BuildMark() {
  const newest = useWorkspace((state) => state.builds[0]);
  if (newest === undefined) return null;
  return (
    <span className="inline-flex items-center gap-1">
      {newest.number} <StateMark state={newest.state} />
    </span>
  );
}

function ProblemsMark() {
  const count = useWorkspace((state) => state.builds[0]?.diagnostics.length ?? 0);
  return (
    <span className={count > 0 ? "rounded-full bg-failed-soft px-1.5 text-xs text-failed" : "text-faint"}>{count}</span>
  );
}
