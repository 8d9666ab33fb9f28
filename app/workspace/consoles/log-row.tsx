"use client";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { memo, type ReactNode } from "react";
import type { Span } from "#app/workspace/consoles/log-search";
import { rowHeight } from "#app/workspace/consoles/row-heights";
import type { LogLine } from "#app/workspace/consoles/run-log";
import { type Look, parseAnsi } from "#app/workspace/output/ansi";
import { styleOf } from "#app/workspace/output/look-style";

/** What a view shows beside the text. */
export interface RowOptions {
  readonly times: boolean;
  readonly wrap: boolean;
  /** Colour of an instance in a view of several; null in a view of one. */
  readonly colourOf: ((source: string) => string) | null;
}

/** What each kind of line is marked with, so that colour is not all that tells them apart. */
const marks = { stdout: "", stderr: "!", input: "›" } as const;

/** One line of a console. `text` is passed beside `line` because an open line grows in place. */
export const LogRow = memo(function LogRow({
  line,
  text,
  rows,
  options,
  found,
  current,
}: {
  line: LogLine;
  text: string;
  rows: number;
  options: RowOptions;
  found: readonly Span[];
  current: Span | null;
}) {
  const { kind, source } = line;
  return (
    <div
      className={clsx("flex", kind === "stderr" && "bg-failed-soft/40", kind === "input" && "text-accent-text")}
      style={{ height: rows * rowHeight }}
      data-kind={kind}
    >
      {options.times ? (
        <time className="w-[13ch] shrink-0 pl-1 text-faint select-none">{clockTime(line.time)}</time>
      ) : null}
      {options.colourOf && source !== undefined ? <Source name={source} colour={options.colourOf(source)} /> : null}
      <span
        aria-hidden
        className={clsx("w-[2ch] shrink-0 text-center select-none", kind === "stderr" ? "font-bold text-stderr" : "")}
      >
        {marks[kind]}
      </span>
      {kind === "stdout" ? null : <Spoken kind={kind} />}
      <span
        className={clsx(
          "min-w-0 flex-1 [tab-size:8]",
          options.wrap ? "break-all whitespace-pre-wrap" : "whitespace-pre",
          kind === "stderr" && "text-stderr",
        )}
      >
        {pieces(text, line.look, found, current)}
      </span>
    </div>
  );
});

/** The mark for the ear; most lines have none, and a row of its own need not know the language. */
function Spoken({ kind }: { kind: "stderr" | "input" }) {
  const t = useTranslations("editing.console");
  return <span className="sr-only">{kind === "stderr" ? t("errorOutput") : t("typed")} </span>;
}

function Source({ name, colour }: { name: string; colour: string }) {
  return (
    <span
      className="mr-1 w-[10ch] shrink-0 truncate border-l-4 pl-1.5 select-none"
      style={{ borderColor: colour, color: colour }}
      title={name}
    >
      {name}
    </span>
  );
}

/** The time of day with milliseconds, as logs write it. */
export function clockTime(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  const seconds = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${seconds}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

function pieces(text: string, look: Look, found: readonly Span[], current: Span | null): ReactNode {
  let at = 0;
  return parseAnsi(text, look).map((piece) => {
    const start = at;
    at += piece.text.length;
    return (
      <span key={start} style={styleOf(piece.look)}>
        {found.length === 0 ? piece.text : highlighted(piece.text, start, found, current)}
      </span>
    );
  });
}

function highlighted(text: string, start: number, found: readonly Span[], current: Span | null): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const span of found) {
    const from = Math.max(0, span.from - start);
    const to = Math.min(text.length, span.to - start);
    if (to <= from) continue;
    if (from > at) parts.push(text.slice(at, from));
    const isCurrent = current?.from === span.from;
    parts.push(
      <mark key={from} className={clsx("rounded-xs", isCurrent ? "bg-accent text-on-accent" : "bg-selected text-text")}>
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}
