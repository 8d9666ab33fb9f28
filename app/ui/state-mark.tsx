import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactElement } from "react";
import type { BuildState, CheckPartState, CheckState, InstanceState, WorkspaceState } from "#shared/states";

/** Every state that has a mark. */
export type MarkedState = InstanceState | BuildState | WorkspaceState | CheckState | CheckPartState | "checking";

type Shape = "dot" | "ring" | "dashed" | "turning" | "bars" | "square" | "cross" | "check" | "triangle" | "dash";

interface Mark {
  shape: Shape;
  hue: string;
}

const marks: Record<MarkedState, Mark> = {
  empty: { shape: "dashed", hue: "text-faint" },
  ready: { shape: "ring", hue: "text-stopped" },
  starting: { shape: "turning", hue: "text-waiting" },
  running: { shape: "dot", hue: "text-running" },
  paused: { shape: "bars", hue: "text-waiting" },
  stopping: { shape: "turning", hue: "text-waiting" },
  exited: { shape: "square", hue: "text-stopped" },
  failed: { shape: "cross", hue: "text-failed" },
  queued: { shape: "dashed", hue: "text-waiting" },
  succeeded: { shape: "check", hue: "text-running" },
  cancelled: { shape: "square", hue: "text-stopped" },
  "timed-out": { shape: "cross", hue: "text-failed" },
  preparing: { shape: "turning", hue: "text-waiting" },
  passed: { shape: "check", hue: "text-running" },
  checking: { shape: "turning", hue: "text-waiting" },
  broken: { shape: "triangle", hue: "text-waiting" },
  waiting: { shape: "dashed", hue: "text-faint" },
  skipped: { shape: "dash", hue: "text-faint" },
  suspended: { shape: "bars", hue: "text-stopped" },
};

const line = { fill: "none", stroke: "currentColor", strokeWidth: 2 } as const;

const shapes: Record<Shape, ReactElement> = {
  dot: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  ring: <circle cx="6" cy="6" r="3.8" {...line} />,
  dashed: <circle cx="6" cy="6" r="4" {...line} strokeWidth={1.5} strokeDasharray="2 2" />,
  turning: <path d="M6 2a4 4 0 1 1-4 4" {...line} />,
  bars: <path d="M4 2v8M8 2v8" {...line} />,
  square: <rect x="2.5" y="2.5" width="7" height="7" rx="1" fill="currentColor" />,
  cross: <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" {...line} />,
  triangle: <path d="M6 1.5L11 10.5H1z" {...line} strokeLinejoin="round" />,
  dash: <path d="M2.5 6h7" {...line} />,
  check: <path d="M1.5 6.5l3 3 6-7" {...line} />,
};

/** Answers the word for a state as the interface says it. */
export function useStateWord(): (state: MarkedState) => string {
  return useTranslations("ui.states");
}

/** A state as shape *and* colour; with `word` it also says it, without it says it to screen readers only. */
export function StateMark({
  state,
  word = false,
  className,
}: {
  state: MarkedState;
  word?: boolean;
  className?: string;
}) {
  const t = useTranslations("ui.states");
  const mark = marks[state];
  return (
    <span className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap", mark.hue, className)}>
      <svg
        aria-hidden
        width="12"
        height="12"
        viewBox="0 0 12 12"
        className={clsx("shrink-0", mark.shape === "turning" && "animate-spin")}
      >
        {shapes[mark.shape]}
      </svg>
      <span className={word ? undefined : "sr-only"}>{t(state)}</span>
    </span>
  );
}
