/** Where a place in a YAML text is: the keys above it, `-` for an item of a list, outermost first. */
export interface YamlPlace {
  readonly path: readonly string[];
  /** A key is (or would be) written here, or the value of the last key of `path`. */
  readonly kind: "key" | "value";
  /** What stands before the place of what is being written. */
  readonly typed: string;
  /** The keys that stand beside it already. */
  readonly siblings: readonly string[];
}

const keyLine = /^(\s*)((?:- +)*)(?:"([^"]*)"|'([^']*)'|([^\s#"'[{:-][^:#]*?|[^\s#"'[{:]))\s*:(?:\s|$)/;

/**
 * Where in the text a line and a column are (both from 1), by indentation alone: it also holds while the text is no valid
 * YAML, which is when one writes. Null where nothing is to be offered: in comments and in texts of several lines.
 */
export function yamlPlaceAt(text: string, line: number, column: number): YamlPlace | null {
  const lines = text.split("\n");
  const before = (lines[line - 1] ?? "").slice(0, column - 1);
  if (/(^|\s)#/.test(before) || isInBlock(lines, line - 1)) return null;
  const value = keyLine.exec(before);
  if (value !== null) {
    const at = indentOf(value);
    const path = [...pathAbove(lines, line - 1, at, value[2] ?? ""), nameOf(value)];
    const typed = /(?:[[,{]\s*|:\s+)["']?([^[\]{},"']*)$/.exec(before)?.[1] ?? "";
    return { path: /\[[^\]]*$/.test(before) ? [...path, "-"] : path, kind: "value", typed, siblings: [] };
  }
  const key = /^(\s*)((?:- +)*)([\w./-]*)$/.exec(before);
  if (key === null) return null;
  const [, spaces = "", dashes = "", typed = ""] = key;
  const at = spaces.length + dashes.length;
  return {
    path: pathAbove(lines, line - 1, at, dashes),
    kind: "key",
    typed,
    siblings: siblingsOf(lines, line - 1, at),
  };
}

/** The key whose name is at the place, with the keys above it; null when the place is on no key. */
export function yamlKeyAt(text: string, line: number, column: number): readonly string[] | null {
  const lines = text.split("\n");
  const found = keyLine.exec(lines[line - 1] ?? "");
  if (found === null || isInBlock(lines, line - 1)) return null;
  const from = indentOf(found);
  const name = nameOf(found);
  if (column < from + 1 || column > from + name.length + 3) return null;
  return [...pathAbove(lines, line - 1, from, found[2] ?? ""), name];
}

function nameOf(found: RegExpExecArray): string {
  return found[3] ?? found[4] ?? found[5] ?? "";
}

/** The column (from 0) at which a line's key begins, which is its indentation. */
function indentOf(found: RegExpExecArray): number {
  return (found[1] ?? "").length + (found[2] ?? "").length;
}

function pathAbove(lines: readonly string[], index: number, indent: number, dashes: string): string[] {
  const path: string[] = dashes.trim().split(/\s+/).filter(Boolean);
  let limit = indent - dashes.length;
  let inItem = dashes !== "";
  for (let at = index - 1; at >= 0 && (limit > 0 || inItem); at -= 1) {
    const line = lines[at] ?? "";
    if (/^\s*(#|$)/.test(line)) continue;
    const item = /^(\s*)((?:- +)+)/.exec(line);
    const itemIndent = item === null ? Number.POSITIVE_INFINITY : (item[1] ?? "").length;
    const found = keyLine.exec(line);
    const keyIndent = found === null ? Number.POSITIVE_INFINITY : indentOf(found);
    // The first key of an item stands behind its dash; what is beside it belongs to the same item.
    if (item !== null && !inItem && keyIndent >= limit && itemIndent < limit) {
      path.unshift("-");
      limit = itemIndent;
      inItem = true;
      continue;
    }
    // A list may begin at the indentation of its key.
    if (found !== null && item === null && (keyIndent < limit || (inItem && keyIndent <= limit))) {
      path.unshift(nameOf(found));
      limit = keyIndent;
      inItem = false;
    } else if (found !== null && item !== null && keyIndent < limit) {
      path.unshift("-", nameOf(found));
      limit = itemIndent;
      inItem = true;
    }
  }
  return path;
}

function siblingsOf(lines: readonly string[], index: number, indent: number): string[] {
  const names: string[] = [];
  for (const step of [-1, 1]) {
    for (let at = index + step; at >= 0 && at < lines.length; at += step) {
      const line = lines[at] ?? "";
      if (/^\s*(#|$)/.test(line)) continue;
      const found = keyLine.exec(line);
      const own = found === null ? /^\s*/.exec(line)?.[0].length : indentOf(found);
      if ((own ?? 0) < indent) break;
      if (found !== null && own === indent) names.push(nameOf(found));
      // The first key of an item: what lies above is another item.
      if (step === -1 && /^\s*- /.test(line) && own === indent) break;
      if (step === 1 && /^\s*- /.test(line) && own === indent) break;
    }
  }
  return names;
}

/** Whether a line belongs to a text of several lines (`key: |`). */
function isInBlock(lines: readonly string[], index: number): boolean {
  const indent = /^\s*/.exec(lines[index] ?? "")?.[0].length ?? 0;
  for (let at = index - 1, limit = indent === 0 ? 1 : indent; at >= 0; at -= 1) {
    const line = lines[at] ?? "";
    if (line.trim() === "") continue;
    const own = /^\s*/.exec(line)?.[0].length ?? 0;
    if (own >= limit) continue;
    if (/:\s*[|>][-+\d]*\s*(#.*)?$/.test(line)) return true;
    limit = own;
  }
  return false;
}
