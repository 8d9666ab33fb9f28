"use client";
import { useEffect, useState } from "react";

/** Seconds and tenths between two moments, or a running clock since the first: "2.1 s", "1:04". */
export function Elapsed({ from, to }: { from: number; to?: number | undefined }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (to !== undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(timer);
  }, [to]);
  return <span className="tabular-nums">{duration((to ?? Math.max(now, from)) - from)}</span>;
}

/** A duration in milliseconds as people write it: "0.4 s", "12 s", "1:04". */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}
