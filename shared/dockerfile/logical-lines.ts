import type { Place } from "#shared/experiment/problem";

/** One instruction with its continuation lines joined. */
export interface LogicalLine {
  /** In capitals. */
  readonly keyword: string;
  /** Everything after the keyword, continuation lines joined as Docker does. */
  readonly rest: string;
  readonly line: number;
  readonly place: Place;
}

/** A `# name=value` line before everything else. */
export interface Directive {
  readonly name: string;
  readonly value: string;
  readonly place: Place;
}

const directive = /^#\s*([A-Za-z]+)\s*=\s*(\S.*?)\s*$/;

/** The instructions of a Dockerfile in order; comments and empty lines are left out, also between continuation lines. */
export function logicalLines(text: string): { directives: Directive[]; lines: LogicalLine[] } {
  const physical = text.replace(/^\ufeff/, "").split(/\r?\n/);
  const directives = readDirectives(physical);
  const lines: LogicalLine[] = [];
  for (let at = 0; at < physical.length; at += 1) {
    const first = physical[at] ?? "";
    if (isSilent(first)) continue;
    const begin = at;
    let joined = "";
    for (; at < physical.length; at += 1) {
      const part = physical[at] ?? "";
      if (at > begin && isSilent(part)) continue;
      const continued = /\\[ \t]*$/.exec(part);
      joined += continued === null ? part : part.slice(0, continued.index);
      if (continued === null) break;
    }
    const end = Math.min(at, physical.length - 1);
    const match = /^\s*(\S+)\s*([\s\S]*?)\s*$/.exec(joined);
    if (match === null) continue;
    const column = first.length - first.trimStart().length + 1;
    const endColumn = (physical[end] ?? "").trimEnd().length + 1;
    lines.push({
      keyword: (match[1] ?? "").toUpperCase(),
      rest: match[2] ?? "",
      line: begin + 1,
      place: { line: begin + 1, column, endLine: end + 1, endColumn: end > begin ? endColumn : Math.max(endColumn, 2) },
    });
  }
  return { directives, lines };
}

function isSilent(line: string): boolean {
  return /^\s*(#|$)/.test(line);
}

/** Directives end with the first line that is none. */
function readDirectives(physical: readonly string[]): Directive[] {
  const found: Directive[] = [];
  for (const [at, line] of physical.entries()) {
    const match = directive.exec(line.trim());
    if (match === null) break;
    const place = { line: at + 1, column: 1, endLine: at + 1, endColumn: line.length + 1 };
    found.push({ name: (match[1] ?? "").toLowerCase(), value: match[2] ?? "", place });
  }
  return found;
}
