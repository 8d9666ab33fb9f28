import type { Finding } from "#shared/experiment/diagnostics/finding";
import { parseGcc } from "#shared/experiment/diagnostics/gcc";
import { parseJavac } from "#shared/experiment/diagnostics/javac";
import { parseNode } from "#shared/experiment/diagnostics/node";
import { parsePython } from "#shared/experiment/diagnostics/python";
import { relativePath } from "#shared/experiment/diagnostics/source-path";
import { parseTsc } from "#shared/experiment/diagnostics/tsc";
import type { Toolchain } from "#shared/experiment/experiment";
import type { Diagnostic } from "#shared/views";

/** More than anybody reads; a template error in C++ alone can have hundreds of notes. */
const MAXIMUM_DIAGNOSTICS = 500;

/** No compiler message is longer; longer lines are data, and patterns are not tried on them. */
const MAXIMUM_LINE = 2000;

/** Characters looked at: 500 messages with their source lines need far less, and hostile output must not keep the server busy. */
const MAXIMUM_OUTPUT = 2 * 1024 * 1024;

/**
 * What a build's output says about the workspace's own files, in the order of the output and without doubles.
 * Places outside `root` are left out. Lines and columns count from 1; without `endColumn` the place is a line or a point.
 */
export function parseDiagnostics(toolchain: Toolchain, output: string, root = "/workspace"): Diagnostic[] {
  const lines = withoutEscapes(output.slice(0, MAXIMUM_OUTPUT))
    .split(/\r?\n/)
    .map((line) => (line.length > MAXIMUM_LINE ? "" : line));
  const seen = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const parse of parsers[toolchain]) {
    for (const finding of parse(lines, root)) {
      const diagnostic = toDiagnostic(finding, root);
      const key = JSON.stringify(diagnostic);
      if (diagnostic === null || seen.has(key)) continue;
      if (diagnostics.length === MAXIMUM_DIAGNOSTICS) return diagnostics;
      seen.add(key);
      diagnostics.push(diagnostic);
    }
  }
  return diagnostics;
}

const parsers: Readonly<Record<Toolchain, readonly ((lines: readonly string[], root: string) => Finding[])[]>> = {
  java: [parseJavac],
  node: [parseTsc, parseNode],
  python: [parsePython],
  cpp: [parseGcc],
};

/** The text without ANSI escape sequences (colours, links, cursor movements). */
export function withoutEscapes(text: string): string {
  const esc = "\u001b";
  const sequences = new RegExp(
    `${esc}(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007${esc}]*(?:\\u0007|${esc}\\\\)|[@-Z\\\\^_])`,
    "g",
  );
  return text.replace(sequences, "");
}

function toDiagnostic(
  { file, line, column, endColumn, severity, message, source }: Finding,
  root: string,
): Diagnostic | null {
  const path = relativePath(file, root);
  if (path === null || !(line >= 1) || message === "") return null;
  const start = Math.max(column, 1);
  const end = endColumn === undefined || endColumn <= start ? {} : { endColumn };
  return { file: path, line, column: start, ...end, severity, message, source };
}
