import { clsx } from "clsx";
import type { ReactNode } from "react";

/** The state hues; `neutral` says nothing about a state. */
export type Tone = "neutral" | "accent" | "running" | "waiting" | "failed" | "stopped";

const tones: Record<Tone, string> = {
  neutral: "bg-hover text-muted",
  accent: "bg-accent-soft text-accent-text",
  running: "bg-running-soft text-running",
  waiting: "bg-waiting-soft text-waiting",
  failed: "bg-failed-soft text-failed",
  stopped: "bg-stopped-soft text-stopped",
};

/** A short word on a tinted ground; the word carries the meaning, the tint helps. */
export function Badge({
  tone = "neutral",
  title,
  className,
  children,
}: {
  tone?: Tone;
  title?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      title={title}
      className={clsx(
        "inline-flex h-5 items-center gap-1 rounded-sm px-1.5 text-sm whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
