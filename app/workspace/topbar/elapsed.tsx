"use client";
import { useLocale } from "next-intl";
import { useEffect, useState } from "react";
import type { Language } from "#app/i18n/languages";

/** Seconds and tenths between two moments, or a running clock since the first: "2.1 s", "1:04". */
export function Elapsed({ from, to }: { from: number; to?: number | undefined }) {
  const language = useLocale();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (to !== undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(timer);
  }, [to]);
  return <span className="tabular-nums">{duration((to ?? Math.max(now, from)) - from, language)}</span>;
}

const tenths = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** A duration in milliseconds as people write it: "0.4 s", "12 s", "1:04"; in German "0,4 s". */
export function duration(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 9.95) return `${seconds.toLocaleString(language, tenths)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}
