/** A line split into words, or why it cannot be split; `position` counts characters from 0. */
export type Words =
  | { readonly ok: true; readonly words: string[] }
  | { readonly ok: false; readonly position: number; readonly sentence: string };

const BLANK = new Set([" ", "\t", "\n", "\r"]);

/** The characters a backslash escapes inside double quotes (POSIX shell, 2.2.3); before any other it stands for itself. */
const ESCAPED_IN_DOUBLE_QUOTES = new Set(["$", "`", '"', "\\"]);

/**
 * Splits an argument line as a POSIX shell would, with quotes and backslashes but without any expansion:
 * `$HOME`, `*`, `~`, `;`, `|` and `#` are ordinary characters. Inverse of `quote`.
 */
export function tokenize(line: string): Words {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (BLANK.has(line.charAt(at))) {
      at += 1;
      continue;
    }
    const word = readWord(line, at);
    if (!word.ok) return word;
    if (word.text !== null) words.push(word.text);
    at = word.end;
  }
  return { ok: true, words };
}

/** Joins words into one line that `tokenize` and every POSIX shell split into the same words again. */
export function quote(words: readonly string[]): string {
  return words.map(quoteWord).join(" ");
}

function quoteWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

type Part = { readonly ok: true; readonly text: string; readonly end: number };
type Broken = { readonly ok: false; readonly position: number; readonly sentence: string };

/** Reads one word from `start`; its text is null when it is nothing but a line continuation. */
function readWord(line: string, start: number): { ok: true; text: string | null; end: number } | Broken {
  let text: string | null = null;
  let at = start;
  while (at < line.length && !BLANK.has(line.charAt(at))) {
    const part = readPart(line, at);
    if (!part.ok) return part;
    const continuation = part.text === "" && line.charAt(at) === "\\";
    if (!continuation) text = (text ?? "") + part.text;
    at = part.end;
  }
  return { ok: true, text, end: at };
}

function readPart(line: string, at: number): Part | Broken {
  const first = line.charAt(at);
  if (first === "'") return readSingleQuoted(line, at);
  if (first === '"') return readDoubleQuoted(line, at);
  if (first === "\\") return readEscaped(line, at);
  return { ok: true, text: first, end: at + 1 };
}

function readEscaped(line: string, at: number): Part | Broken {
  const next = line.charAt(at + 1);
  if (next === "") {
    return {
      ok: false,
      position: at,
      sentence: "The backslash at the end has nothing to escape. Write \\\\ for a backslash.",
    };
  }
  return { ok: true, text: next === "\n" ? "" : next, end: at + 2 };
}

function readSingleQuoted(line: string, start: number): Part | Broken {
  const end = line.indexOf("'", start + 1);
  if (end < 0)
    return { ok: false, position: start, sentence: "This single quote is never closed. Add a ' at its end." };
  return { ok: true, text: line.slice(start + 1, end), end: end + 1 };
}

function readDoubleQuoted(line: string, start: number): Part | Broken {
  let text = "";
  for (let at = start + 1; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === '"') return { ok: true, text, end: at + 1 };
    const next = line.charAt(at + 1);
    if (character === "\\" && next === "\n") {
      at += 1;
    } else if (character === "\\" && ESCAPED_IN_DOUBLE_QUOTES.has(next)) {
      text += next;
      at += 1;
    } else {
      text += character;
    }
  }
  return { ok: false, position: start, sentence: 'This double quote is never closed. Add a " at its end.' };
}
