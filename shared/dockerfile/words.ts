/** Words of an instruction after quotes and variables, or a sentence about what cannot be read. */
export type Words =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly sentence: string };

export type Variables = Readonly<Record<string, string>>;

class Unreadable extends Error {}

/** Splits at blanks as Docker does: quotes hold words together, `$name` and `${name:-other}` are filled in, except in single quotes. */
export function readWords(text: string, variables: Variables): Words {
  const words: string[] = [];
  let word: string | null = null;
  try {
    for (let at = 0; at < text.length; ) {
      const character = text[at] ?? "";
      if (/\s/.test(character)) {
        if (word !== null) words.push(word);
        word = null;
        at += 1;
        continue;
      }
      const piece = readPiece(text, at, variables);
      word = (word ?? "") + piece.value;
      at = piece.next;
    }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, sentence: error.message };
    throw error;
  }
  return { ok: true, words: word === null ? words : [...words, word] };
}

/** `["program", "argument"]`, or null when it is not written so. */
export function readJsonWords(text: string): string[] | null {
  if (!text.startsWith("[")) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every((item) => typeof item === "string") ? parsed : null;
  } catch {
    return null;
  }
}

interface Piece {
  readonly value: string;
  readonly next: number;
}

function readPiece(text: string, at: number, variables: Variables): Piece {
  const character = text[at] ?? "";
  if (character === "'") {
    const end = text.indexOf("'", at + 1);
    if (end < 0) throw new Unreadable("A quote is not closed.");
    return { value: text.slice(at + 1, end), next: end + 1 };
  }
  if (character === '"') return readQuoted(text, at + 1, variables);
  if (character === "\\") return { value: text[at + 1] ?? "", next: at + 2 };
  if (character === "$") return readVariable(text, at, variables);
  return { value: character, next: at + 1 };
}

function readQuoted(text: string, start: number, variables: Variables): Piece {
  let value = "";
  for (let at = start; at < text.length; ) {
    const character = text[at] ?? "";
    if (character === '"') return { value, next: at + 1 };
    if (character === "\\" && '"\\$'.includes(text[at + 1] ?? " ")) {
      value += text[at + 1] ?? "";
      at += 2;
    } else if (character === "$") {
      const piece = readVariable(text, at, variables);
      value += piece.value;
      at = piece.next;
    } else {
      value += character;
      at += 1;
    }
  }
  throw new Unreadable("A quote is not closed.");
}

function readVariable(text: string, at: number, variables: Variables): Piece {
  const rest = text.slice(at);
  const plain = /^\$([A-Za-z_][A-Za-z0-9_]*)/.exec(rest);
  if (plain !== null) return { value: variables[plain[1] ?? ""] ?? "", next: at + plain[0].length };
  const braced = /^\$\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+])([^{}$]*))?\}/.exec(rest);
  if (braced === null) {
    if (rest.startsWith("${")) throw new Unreadable(`\`${rest.slice(0, 30)}\` cannot be read as a variable.`);
    return { value: "$", next: at + 1 };
  }
  const [whole, name = "", operator = "", other = ""] = braced;
  const value = variables[name];
  const isSet = operator.startsWith(":") ? value !== undefined && value !== "" : value !== undefined;
  const filled = operator.endsWith("+") ? (isSet ? other : "") : isSet ? value : operator === "" ? "" : other;
  return { value: filled ?? "", next: at + whole.length };
}
