import type { Finding } from "#shared/experiment/diagnostics/finding";

const HEADER = /^(\S.*?):(\d+):(?:(\d+):)? (fatal error|error|warning|note): (.*)$/;
const LINKER =
  /^(?:\S*ld: )?(\S.*?):(?:(\d+)|\([.\w+]+\)): ((?:undefined reference to|multiple definition of|more undefined references to) .*)$/;
const MAKE = /^(\S.*?):(\d+): \*\*\* (.*)$/;
const ENTERING = /^make(?:\[\d+\])?: Entering directory '(.+)'$/;
const LEAVING = /^make(?:\[\d+\])?: Leaving directory /;

const severities: Readonly<Record<string, Finding["severity"]>> = { warning: "warning", note: "info" };

/** Messages of gcc, g++, the linker and make; names of files are followed into the directories that make enters. */
export function parseGcc(lines: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  const folders: string[] = [];
  lines.forEach((line, at) => {
    const entered = ENTERING.exec(line)?.[1];
    if (entered !== undefined) folders.push(entered);
    else if (LEAVING.test(line)) folders.pop();
    const finding = readHeader(line, lines, at) ?? readLinker(line) ?? readMake(line);
    if (finding !== null) findings.push({ ...finding, file: inFolder(finding.file, folders.at(-1)) });
  });
  return findings;
}

function inFolder(file: string, folder: string | undefined): string {
  return folder === undefined || file.startsWith("/") ? file : `${folder}/${file}`;
}

function readHeader(line: string, lines: readonly string[], at: number): Finding | null {
  const header = HEADER.exec(line);
  if (header === null) return null;
  const [, file = "", row = "", column, kind = "", message = ""] = header;
  const range = readRange(lines[at + 1] ?? "", lines[at + 2] ?? "", row);
  const severity = severities[kind] ?? "error";
  const start = range?.column ?? Number(column ?? 1);
  return {
    file,
    line: Number(row),
    column: start,
    endColumn: range?.endColumn,
    severity,
    message: message.trim(),
    source: "gcc",
  };
}

/** The underlined part of the source line that follows (`    5 | code` and `      |  ~~^~~`), which may begin before the caret. */
function readRange(code: string, marks: string, row: string): { column: number; endColumn: number } | null {
  const bar = code.indexOf("|");
  if (bar < 0 || code.slice(0, bar).trim() !== row || marks.indexOf("|") !== bar) return null;
  const marked = /~*\^~*/.exec(marks.slice(bar + 2));
  if (marked === null) return null;
  return { column: marked.index + 1, endColumn: marked.index + 1 + marked[0].length };
}

function readLinker(line: string): Finding | null {
  const found = LINKER.exec(line);
  if (found === null) return null;
  const [, file = "", row, message = ""] = found;
  return { file, line: Number(row ?? 1), column: 1, severity: "error", message, source: "ld" };
}

function readMake(line: string): Finding | null {
  const found = MAKE.exec(line);
  if (found === null) return null;
  const [, file = "", row = "", message = ""] = found;
  return { file, line: Number(row), column: 1, severity: "error", message, source: "make" };
}
