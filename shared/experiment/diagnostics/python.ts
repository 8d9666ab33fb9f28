import type { Finding } from "#shared/experiment/diagnostics/finding";
import { relativePath } from "#shared/experiment/diagnostics/source-path";

const FRAME = /^\s*File "(.+)", line (\d+)(?:, in .+)?$/;
const COMPILING = /^\*\*\* Error compiling '(.+)'\.\.\.$/;
const SORRY = /^Sorry: (\w+: .*) \([^()]+, line (\d+)\)$/;
const ERROR = /^([A-Za-z_][\w.]*)(?:: (.*))?$/;

/**
 * Python's tracebacks, syntax errors and what compileall says. The place is the deepest frame inside the workspace.
 * Python prints source lines without their indentation, so no column is known: it is 1, without an end.
 */
export function parsePython(lines: readonly string[], root: string): Finding[] {
  const findings: Finding[] = [];
  let file = "";
  let line = 0;
  let pending = false;
  let compiled = "";
  for (const text of lines) {
    const frame = FRAME.exec(text);
    const sorry = SORRY.exec(text);
    compiled = COMPILING.exec(text)?.[1] ?? compiled;
    if (frame !== null) {
      const named = frame[1] ?? "";
      if (!named.startsWith("<") && relativePath(named, root) !== null) [file, line] = [named, Number(frame[2])];
      pending = true;
    } else if (sorry !== null) {
      findings.push(found(compiled, Number(sorry[2]), sorry[1] ?? ""));
    } else if (pending && /^\S/.test(text)) {
      if (file !== "" && ERROR.test(text)) findings.push(found(file, line, text));
      [file, line, pending] = ["", 0, false];
    }
  }
  return findings;
}

function found(file: string, line: number, message: string): Finding {
  return { file, line, column: 1, severity: "error", message, source: "python" };
}
