"use client";
import { useEffect, useState } from "react";

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** How long ago a moment was, in words; the moment itself is in the tooltip. */
export function TimeAgo({ time }: { time: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={new Date(time).toISOString()} title={new Date(time).toLocaleString()}>
      {ago(now - time)}
    </time>
  );
}

/** "just now", "3 minutes ago", "yesterday". */
export function ago(milliseconds: number): string {
  for (const [unit, size] of units)
    if (milliseconds >= size) return words.format(-Math.floor(milliseconds / size), unit);
  return "just now";
}
