import type { Finding } from "#shared/experiment/diagnostics/finding";

const HEADER = /^(.+\.java):(\d+): (?:(error|warning): )?(.*)$/;

/** javac prints header, source line and a caret below the place; then details, indented. */
export function parseJavac(lines: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const header = HEADER.exec(lines[at] ?? "");
    if (header === null) continue;
    const [, file = "", line = "", severity, text = ""] = header;
    const caret = findCaret(lines, at + 1);
    const details = caret === null ? [] : readDetails(lines, caret.at + 1);
    findings.push({
      file,
      line: Number(line),
      column: caret?.column ?? 1,
      endColumn: caret?.endColumn,
      severity: severity === "warning" ? "warning" : "error",
      message: [text, ...details].join("\n"),
      source: "javac",
    });
  }
  return findings;
}

/** The caret stands in the second line after the header; some messages have a few lines more before it. */
function findCaret(lines: readonly string[], start: number): { at: number; column: number; endColumn: number } | null {
  for (let at = start + 1; at < Math.min(start + 5, lines.length); at += 1) {
    const line = lines[at] ?? "";
    if (HEADER.test(line)) return null;
    if (!/^\s*\^$/.test(line)) continue;
    const column = line.length;
    const word = /^(?:\.?[\p{L}\p{N}_$]+|.)/u.exec((lines[at - 1] ?? "").slice(column - 1))?.[0] ?? "";
    return { at, column, endColumn: column + word.length };
  }
  return null;
}

function readDetails(lines: readonly string[], start: number): string[] {
  const details: string[] = [];
  for (let at = start; at < lines.length && /^\s+\S/.test(lines[at] ?? ""); at += 1)
    details.push((lines[at] ?? "").trim());
  return details;
}
