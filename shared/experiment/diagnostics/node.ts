import type { Finding } from "#shared/experiment/diagnostics/finding";
import { relativePath } from "#shared/experiment/diagnostics/source-path";

interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn?: number;
}

const HEADER = /^((?:file:\/\/)?\/.+):(\d+)$/;
const ERROR = /^(?:Uncaught )?((?:[A-Z]\w*)?(?:Error|Exception)(?: \[\w+\])?: .*)$/;
const FRAME = /^\s+at (?:[^(]*\()?((?:file:\/\/)?\/.+?):(\d+):(\d+)\)?$/;
const IMPORTED_FROM = / imported from (\/.+)$/;

/** What node prints when a program ends by an error: place, source line, caret, then the error with its stack. */
export function parseNode(lines: readonly string[], root: string): Finding[] {
  const findings: Finding[] = [];
  let shown: Position | null = null;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const header = HEADER.exec(line);
    if (header !== null) shown = readShown(header, lines, at);
    const error = ERROR.exec(line);
    if (error === null) continue;
    const message = error[1] ?? "";
    const position = inside(shown, root) ?? importer(message, root) ?? firstFrame(lines, at + 1, root);
    if (position !== null) findings.push({ ...position, severity: "error", message, source: "node" });
    shown = null;
  }
  return findings;
}

function readShown(header: RegExpExecArray, lines: readonly string[], at: number): Position {
  const caret = /^(\s*)(\^+)\s*$/.exec(lines[at + 2] ?? "");
  const column = (caret?.[1]?.length ?? 0) + 1;
  const endColumn = caret === null ? undefined : column + (caret[2]?.length ?? 1);
  return { file: header[1] ?? "", line: Number(header[2]), column, endColumn };
}

function inside(position: Position | null, root: string): Position | null {
  return position !== null && relativePath(position.file, root) !== null ? position : null;
}

/** A module that is not found is shown in node's own source; the message names the file that wants it. */
function importer(message: string, root: string): Position | null {
  const file = IMPORTED_FROM.exec(message)?.[1];
  return file === undefined ? null : inside({ file, line: 1, column: 1 }, root);
}

function firstFrame(lines: readonly string[], start: number, root: string): Position | null {
  for (let at = start; at < lines.length && /^\s+at /.test(lines[at] ?? ""); at += 1) {
    const frame = FRAME.exec(lines[at] ?? "");
    const position = frame && inside({ file: frame[1] ?? "", line: Number(frame[2]), column: Number(frame[3]) }, root);
    if (position) return position;
  }
  return null;
}
