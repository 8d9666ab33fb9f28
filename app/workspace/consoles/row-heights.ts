import type { Lines } from "#app/workspace/consoles/run-log";
import { stripAnsi } from "#app/workspace/output/ansi";

/** Height of one row in pixels: the 18 px of the console's line height. */
export const rowHeight = 18;
/** A tab goes to the next multiple of this many columns, as in a terminal. */
const tabStop = 8;

/** Where each line begins, in rows, when long ones wrap at `columns`; knows it for 200,000 lines and learns the new ones only. */
export interface RowHeights {
  /** Rows of everything. */
  total(): number;
  /** First row of the line at this index. */
  topOf(index: number): number;
  rowsOf(index: number): number;
  /** The line in which this row lies. */
  at(row: number): number;
}

/** Every line is one row. */
export function singleRows(count: number): RowHeights {
  return {
    total: () => count,
    topOf: (index) => index,
    rowsOf: () => 1,
    at: (row) => Math.max(0, Math.min(count - 1, row)),
  };
}

/** Remembers what it measured between calls; `columns` 0 means that nothing wraps. */
export function createRowMeasure(): (lines: Lines, columns: number) => RowHeights {
  let source: Lines | null = null;
  let width = 0;
  let firstLine = 0;
  /** `tops[i]` is the first row of line `firstLine + i`; the last entry is the end of everything measured. */
  let tops: number[] = [0];

  return (lines, columns) => {
    const count = lines.all.length;
    if (columns === 0) return singleRows(count);
    if (source !== lines || width !== columns || lines.dropped < firstLine) {
      source = lines;
      width = columns;
      firstLine = lines.dropped;
      tops = [0];
    }
    const gone = Math.min(lines.dropped - firstLine, tops.length - 1);
    if (gone > 0 || lines.dropped > firstLine) {
      tops = tops.slice(gone);
      firstLine = lines.dropped;
    }
    // The last line may have grown since.
    if (tops.length > 1) tops.pop();
    for (let index = tops.length - 1; index < count; index += 1) {
      tops.push((tops[index] ?? 0) + rowsOfText(lines.all[index]?.text ?? "", columns));
    }
    tops.length = count + 1;
    const base = tops[0] ?? 0;
    const known = tops;
    const top = (index: number) => (known[Math.max(0, Math.min(count, index))] ?? base) - base;
    return {
      total: () => top(count),
      topOf: top,
      rowsOf: (index) => Math.max(1, top(index + 1) - top(index)),
      at: (row) => lineAt(top, count, row),
    };
  };
}

function lineAt(top: (index: number) => number, count: number, row: number): number {
  let low = 0;
  let high = Math.max(0, count - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (top(middle) <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** One column a character, for sure: most lines of most logs. */
const isSimple = /^[\x20-\x7e]*$/;

/** Rows that a text takes in a grid of so many columns; at least one. */
export function rowsOfText(text: string, columns: number): number {
  if (text.length <= columns && isSimple.test(text)) return 1;
  return Math.max(1, Math.ceil(columnsOf(stripAnsi(text)) / columns));
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (character === "\t") columns += tabStop - (columns % tabStop);
    else columns += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  }
  return columns;
}

/** East Asian wide characters and emoji, by their blocks. */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff)
  );
}
