import type { Lines } from "#app/workspace/consoles/run-log";
import { stripAnsi } from "#app/workspace/output/ansi";

/** Lines as text to copy, without colours; what was typed and what went to stderr keep their marks. */
export function plainText(lines: Lines): string {
  const marks = { stdout: "", stderr: "! ", input: "› " } as const;
  return lines.all
    .map(({ kind, text, source }) => `${source === undefined ? "" : `${source}: `}${marks[kind]}${stripAnsi(text)}\n`)
    .join("");
}
