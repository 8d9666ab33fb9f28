/** A point in time relative to now ("3 hours ago"), the absolute in its tooltip. Rendered at the server; the page is not cached. */
export function TimeAgo({ date }: { date: Date }) {
  return (
    <time
      dateTime={date.toISOString()}
      title={date.toLocaleString("en-GB", { dateStyle: "full", timeStyle: "short" })}
      suppressHydrationWarning
    >
      {relative(date.getTime() - Date.now())}
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

function relative(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  const format = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit);
  return "just now";
}
