import { useLocale, useTranslations } from "next-intl";
import { type Language, regions } from "#app/i18n/languages";
/** A point in time relative to now ("3 hours ago"), the absolute in its tooltip. Rendered at the server; the page is not cached. */
export function TimeAgo({ date }: { date: Date }) {
  const language = useLocale();
  const t = useTranslations("ui.time");
  return (
    <time
      dateTime={date.toISOString()}
      title={date.toLocaleString(regions[language], { dateStyle: "full", timeStyle: "short" })}
      suppressHydrationWarning
    >
      {relative(date.getTime() - Date.now(), language) ?? t("justNow")}
    </time>
  );
}

const units = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

function relative(milliseconds: number, language: Language): string | undefined {
  const seconds = milliseconds / 1000;
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit);
  return undefined;
}
