"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { type Language, regions } from "#app/i18n/languages";

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** How long ago a moment was, in words; the moment itself is in the tooltip. */
export function TimeAgo({ time }: { time: number }) {
  const t = useTranslations("editing.time");
  const language = useLocale();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={new Date(time).toISOString()} title={new Date(time).toLocaleString(regions[language])}>
      {ago(now - time, language) ?? t("justNow")}
    </time>
  );
}

/** "3 minutes ago", "yesterday"; null for less than a minute. */
function ago(milliseconds: number, language: Language): string | null {
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, size] of units)
    if (milliseconds >= size) return words.format(-Math.floor(milliseconds / size), unit);
  return null;
}
