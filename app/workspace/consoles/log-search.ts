import type { Lines } from "#app/workspace/consoles/run-log";
import { stripAnsi } from "#app/workspace/output/ansi";

/** Characters of a line's text (without escape sequences), from inclusive, to exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One place where the text was found; `line` counts from the log's beginning, dropped lines included. */
export interface Hit extends Span {
  readonly line: number;
}

/** More hits than anyone steps through. */
const mostHits = 10_000;

/** Where a text occurs, upper and lower case alike unless it has an upper-case letter; oldest first. */
export function searchLines(lines: Lines, text: string): Hit[] {
  if (text === "") return [];
  const exact = text !== text.toLowerCase();
  const hits: Hit[] = [];
  for (const [index, line] of lines.all.entries()) {
    const content = stripAnsi(line.text);
    const body = exact ? content : content.toLowerCase();
    for (let at = body.indexOf(text); at >= 0; at = body.indexOf(text, at + text.length)) {
      hits.push({ line: lines.dropped + index, from: at, to: at + text.length });
      if (hits.length >= mostHits) return hits;
    }
  }
  return hits;
}
