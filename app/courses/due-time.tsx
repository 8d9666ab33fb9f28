"use client";
import { clsx } from "clsx";
import { CalendarClock } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { type Language, regions } from "#app/i18n/languages";

const nothing = () => () => undefined;

/** The zone that times are shown in: the browser's, and UTC until it is known. */
function useZone(): string {
  return useSyncExternalStore(
    nothing,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}

/** A deadline in a line: "due Fri, 4 Dec 2026, 23:59 · in 3 days"; the zone is in the tooltip. */
export function DueTime({ at, className }: { at: Date; className?: string }) {
  const language = useLocale();
  const t = useTranslations("ui.time");
  const zone = useZone();
  return (
    <span className={clsx("inline-flex items-center gap-1", className)} title={long(at, zone, language)}>
      <CalendarClock aria-hidden size={14} className="shrink-0" />
      <span suppressHydrationWarning>
        {t.rich(at.getTime() < Date.now() ? "wasDue" : "due", {
          moment: short(at, zone, language),
          distance: distance(at.getTime() - Date.now(), language) ?? t("thisMinute"),
          time: (moment) => <time dateTime={at.toISOString()}>{moment}</time>,
        })}
      </span>
    </span>
  );
}

/** A deadline where one works: until when, and that afterwards nothing is taken away. */
export function DueNotice({ at, extended = false, className }: { at: Date; extended?: boolean; className?: string }) {
  const language = useLocale();
  const t = useTranslations("ui.time");
  const zone = useZone();
  const isOver = at.getTime() < Date.now();
  return (
    <p
      suppressHydrationWarning
      className={clsx(
        "flex items-start gap-2 rounded-md px-3 py-2",
        isOver ? "bg-waiting-soft" : "bg-accent-soft",
        className,
      )}
    >
      <CalendarClock
        aria-hidden
        size={16}
        className={clsx("mt-0.5 shrink-0", isOver ? "text-waiting" : "text-accent-text")}
      />
      <span>
        {t.rich(isOver ? "wasToBeDone" : "toBeDone", {
          moment: long(at, zone, language),
          distance: distance(at.getTime() - Date.now(), language) ?? t("thisMinute"),
          time: (moment) => (
            <time dateTime={at.toISOString()} className="font-medium">
              {moment}
            </time>
          ),
        })}
        {extended ? ` ${t("moreTime")}` : null}
        {isOver ? ` ${t("goOn")}` : null}
      </span>
    </p>
  );
}

function short(at: Date, timeZone: string, language: Language): string {
  return at.toLocaleString(regions[language], {
    ...{ timeZone, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  });
}

function long(at: Date, timeZone: string, language: Language): string {
  return at.toLocaleString(regions[language], {
    ...{ timeZone, weekday: "long", day: "numeric", month: "long", year: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
  });
}

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

function distance(milliseconds: number, language: Language): string | undefined {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  for (const [unit, size] of units)
    if (Math.abs(milliseconds) >= size) return format.format(Math.trunc(milliseconds / size), unit);
  return undefined;
}
