import type { RestartRule } from "#shared/experiment/experiment";

/** A program that ran this long before it ended is not in a crash loop, unless its experiment has a window of its own. */
const SETTLED_AFTER_MS = 10_000;
/** One second, doubled each time up to half a minute: quick for an accident, cheap for a loop. */
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 30_000;

/** How long to wait before the next start, or undefined when the rule says to leave it. `restarts` counts those before this one. */
export function restartDelay(rule: RestartRule, ended: { failed: boolean; restarts: number }): number | undefined {
  if (rule.policy === "no" || (rule.policy === "on-failure" && !ended.failed)) return undefined;
  if (rule.maximumRetries !== null && ended.restarts >= rule.maximumRetries) return undefined;
  if (rule.delaySeconds !== null) return rule.delaySeconds * 1000;
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(ended.restarts, 10));
}

/** Whether a program that ran for this long stayed up: then counting its restarts begins again. */
export function hasSettled(rule: RestartRule, ranMs: number): boolean {
  return ranMs > (rule.windowSeconds === null ? SETTLED_AFTER_MS : rule.windowSeconds * 1000);
}
