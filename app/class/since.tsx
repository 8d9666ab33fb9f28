"use client";
import { useLocale, useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { regions } from "#app/i18n/languages";

/** One clock for all rows: what it says in minutes is right to a few seconds. */
const step = 5000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, step);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

/** The time, renewed every five seconds. */
export function useNow(): number {
  return useSyncExternalStore(
    subscribe,
    () => now,
    () => now,
  );
}

/** How long ago a moment was, in few letters; the moment itself is in the tooltip. */
export function Since({ time, className }: { time: number; className?: string }) {
  const t = useTranslations("class.since");
  const current = useNow();
  const unit = units.find(([, size]) => current - time >= size);
  return (
    <time
      dateTime={new Date(time).toISOString()}
      title={new Date(time).toLocaleString(regions[useLocale()])}
      className={className}
      suppressHydrationWarning
    >
      {unit === undefined ? t("now") : t(unit[0], { count: Math.floor((current - time) / unit[1]) })}
    </time>
  );
}

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
] as const;
