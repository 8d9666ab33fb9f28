import type { Finding } from "#shared/experiment/diagnostics/finding";

const PLAIN = /^(\S.*)\((\d+),(\d+)\): (error|warning) (TS\d+): (.*)$/;
const PRETTY = /^(\S.*):(\d+):(\d+) - (error|warning) (TS\d+): (.*)$/;

/** The TypeScript compiler's messages, plain (`a.ts(1,2): error …`) or pretty (`a.ts:1:2 - error …` with the line below). */
export function parseTsc(lines: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const header = PLAIN.exec(lines[at] ?? "") ?? PRETTY.exec(lines[at] ?? "");
    if (header === null) continue;
    const [, file = "", line = "", column = "", severity, code = "", text = ""] = header;
    const details = readDetails(lines, at + 1);
    const width = underline(lines, at + 1 + details.length);
    findings.push({
      file,
      line: Number(line),
      column: Number(column),
      endColumn: width === null ? undefined : Number(column) + width,
      severity: severity === "warning" ? "warning" : "error",
      message: [`${text} (${code})`, ...details].join("\n"),
      source: "tsc",
    });
  }
  return findings;
}

/** Explanations follow directly, indented deeper and deeper. */
function readDetails(lines: readonly string[], start: number): string[] {
  const details: string[] = [];
  for (let at = start; at < lines.length && /^\s+\S/.test(lines[at] ?? ""); at += 1)
    details.push((lines[at] ?? "").trimEnd());
  return details;
}

/** How many columns are underlined; pretty output has a blank line, the source line and `~~~` after a message. */
function underline(lines: readonly string[], blank: number): number | null {
  if ((lines[blank] ?? "-").trim() !== "") return null;
  return /^\s*(~+)\s*$/.exec(lines[blank + 2] ?? "")?.[1]?.length ?? null;
}
