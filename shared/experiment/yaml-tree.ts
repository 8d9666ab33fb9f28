import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
} from "yaml";
import type { Place, ProblemReport } from "#shared/experiment/problem";

/** A value of a YAML file with its place; aliases are resolved, merges (`<<`) done, dollar signs checked. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

/** A mapping; each key occurs once. */
export interface YamlMap {
  readonly kind: "map";
  readonly place: Place;
  readonly entries: readonly YamlEntry[];
}

/** One key of a mapping with its value. */
export interface YamlEntry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly node: YamlNode;
}

/** A sequence. */
export interface YamlList {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly YamlNode[];
}

/** A single value; `source` is how it is written, with `$$` already made `$`. */
export interface YamlScalar {
  readonly kind: "scalar";
  readonly place: Place;
  readonly value: string | number | boolean | null;
  readonly source: string;
}

/** A value together with where it was found, such as `services.server.ports[0]`. */
export interface Field {
  readonly path: string;
  readonly node: YamlNode;
}

/** Room for any course's experiment; the largest shipped one has under 3 KB. */
export const MAXIMUM_CHARACTERS = 64 * 1024;

/** A Compose file is at most 6 deep; the reader's own recursion must stay far below the stack's end. */
const MAXIMUM_DEPTH = 24;

/** Enough for anchors shared by all services; a "billion laughs" needs aliases of aliases by the hundred. */
const MAXIMUM_ALIASES = 64;

/** Reads YAML text to a tree, or null when nothing can be made of it; whatever is wrong goes to the report. */
export function readYaml(text: string, report: ProblemReport): Field | null {
  const lines = new LineCounter();
  if (text.length > MAXIMUM_CHARACTERS) {
    const sentence = `The file has ${text.length} characters; at most ${MAXIMUM_CHARACTERS} are read.`;
    report.add("", START, sentence, "Move long texts into files of the experiment's folder.");
    return null;
  }
  const document = parse(text, lines, report);
  if (document === null) return null;
  const builder = createBuilder(document, lines, report);
  if (document.contents === null) {
    report.add("", START, "The file is empty.", "Begin with `x-varlab:` and `services:`.");
    return null;
  }
  return { path: "", node: builder.build(document.contents, "", 0) };
}

const START: Place = { line: 1, column: 1, endLine: 1, endColumn: 2 };

function parse(text: string, lines: LineCounter, report: ProblemReport): Document.Parsed | null {
  try {
    const options = {
      version: "1.2",
      schema: "core",
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
    } as const;
    const document = parseDocument(text, { ...options, logLevel: "error" });
    for (const error of document.errors) {
      const place = placeOf(lines, error.pos[0], error.pos[1]);
      report.add(
        "",
        place,
        yamlSentence(error.code, error.message),
        "Mend the indentation, quotes or brackets near this place.",
      );
    }
    return document.errors.length > 0 ? null : document;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report.add("", START, TOO_DEEP, "Write the file without such nesting.");
    return null;
  }
}

const TOO_DEEP = `The file is nested more than ${MAXIMUM_DEPTH} levels deep, which no experiment needs.`;

function yamlSentence(code: string, message: string): string {
  if (code === "TAB_AS_INDENT") return "A tab is used for indentation; YAML allows only spaces there.";
  if (code === "RESOURCE_EXHAUSTION") return TOO_DEEP;
  if (code === "MULTIPLE_DOCS") return "The file holds more than one document (a second `---`); only one is read.";
  return `This is not valid YAML: ${message}`;
}

function placeOf(lines: LineCounter, start: number, end: number): Place {
  const from = lines.linePos(start);
  const to = lines.linePos(Math.max(end, start + 1));
  const line = Math.max(from.line, 1);
  const column = Math.max(from.col, 1);
  const endLine = Math.max(to.line, line);
  return { line, column, endLine, endColumn: endLine === line ? Math.max(to.col, column + 1) : Math.max(to.col, 1) };
}

interface Builder {
  build(node: ParsedNode, path: string, depth: number): YamlNode;
}

function createBuilder(document: Document.Parsed, lines: LineCounter, report: ProblemReport): Builder {
  const built = new Map<ParsedNode, YamlNode | "building">();
  let aliases = 0;

  function where(node: ParsedNode): Place {
    return placeOf(lines, node.range[0], node.range[1]);
  }

  function nothing(node: ParsedNode): YamlScalar {
    return { kind: "scalar", place: where(node), value: null, source: "" };
  }

  function build(node: ParsedNode, path: string, depth: number): YamlNode {
    if (depth > MAXIMUM_DEPTH) {
      report.add(path, where(node), TOO_DEEP, "Write the file without such nesting.");
      return nothing(node);
    }
    const known = built.get(node);
    if (known !== undefined && known !== "building") return known;
    built.set(node, "building");
    const made = make(node, path, depth);
    built.set(node, made);
    return made;
  }

  function make(node: ParsedNode, path: string, depth: number): YamlNode {
    if (isAlias(node)) return follow(node, path, depth);
    if (node.tag !== undefined) {
      report.add(
        path,
        where(node),
        `The tag \`${node.tag}\` is not supported; values have their plain YAML type.`,
        "Leave the tag out.",
      );
      return nothing(node);
    }
    if (isSeq(node)) {
      const items = node.items.map((item, index) => build(item, `${path}[${index}]`, depth + 1));
      return { kind: "list", place: where(node), items };
    }
    if (isMap(node)) return makeMap(node.items, where(node), path, depth);
    return makeScalar(node, path);
  }

  function follow(alias: Alias.Parsed, path: string, depth: number): YamlNode {
    aliases += 1;
    if (aliases === MAXIMUM_ALIASES + 1) {
      report.add(
        path,
        where(alias),
        `The file uses more than ${MAXIMUM_ALIASES} aliases (\`*name\`).`,
        "Write the values out.",
      );
    }
    if (aliases > MAXIMUM_ALIASES) return nothing(alias);
    const target = alias.resolve(document);
    if (target === undefined || !isParsed(target)) {
      report.add(
        path,
        where(alias),
        `No anchor \`&${alias.source}\` comes before this alias.`,
        "Define the anchor first or write the value out.",
      );
      return nothing(alias);
    }
    if (built.get(target) === "building") {
      report.add(
        path,
        where(alias),
        `The alias \`*${alias.source}\` stands inside the value it stands for.`,
        "Write the value out.",
      );
      return nothing(alias);
    }
    return build(target, path, depth);
  }

  function makeMap(pairs: readonly ParsedPair[], place: Place, path: string, depth: number): YamlMap {
    const own = new Map<string, YamlEntry>();
    const merged = new Map<string, YamlEntry>();
    for (const pair of pairs) {
      const key = keyOf(pair.key);
      const keyPlace = pair.key === null ? place : where(pair.key);
      if (key === null) {
        report.add(
          path,
          keyPlace,
          "A key must be a plain word.",
          "Write a name, in quotes when it looks like a number.",
        );
        continue;
      }
      const keyPath = path === "" ? key : `${path}.${key}`;
      if (own.has(key)) {
        report.add(
          keyPath,
          keyPlace,
          `The key \`${key}\` stands here a second time; the two would contradict each other.`,
          "Keep one of them.",
        );
        continue;
      }
      const node: YamlNode =
        pair.value === null
          ? { kind: "scalar", place: keyPlace, value: null, source: "" }
          : build(pair.value, keyPath, depth + 1);
      if (key === "<<") merge(node, keyPath, merged);
      else own.set(key, { key, keyPlace, node });
    }
    for (const [key, entry] of merged) if (!own.has(key)) own.set(key, entry);
    return { kind: "map", place, entries: [...own.values()] };
  }

  function merge(node: YamlNode, path: string, merged: Map<string, YamlEntry>): void {
    const sources = node.kind === "list" ? node.items : [node];
    for (const source of sources) {
      if (source.kind !== "map") {
        report.add(
          path,
          source.place,
          "`<<` merges mappings only.",
          "Write `<<: *anchor` with the anchor of a mapping.",
        );
        continue;
      }
      for (const entry of source.entries) if (!merged.has(entry.key)) merged.set(entry.key, entry);
    }
  }

  function makeScalar(node: ParsedNode, path: string): YamlScalar {
    const place = where(node);
    const raw = isScalar(node) ? node.value : null;
    const value = typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean" ? raw : null;
    if (typeof value !== "string") {
      const source = isScalar(node) && typeof node.source === "string" ? node.source : "";
      return { kind: "scalar", place, value, source };
    }
    const plain = withoutDollars(value, path, place);
    return { kind: "scalar", place, value: plain, source: plain };
  }

  function withoutDollars(value: string, path: string, place: Place): string {
    const lone = /\$(?!\$)/.exec(value.replaceAll("$$", "\0\0"));
    if (lone !== null) {
      const found = /^\$(\{[^}]{0,40}\}?|\w{0,40})/.exec(value.slice(lone.index))?.[0] ?? "$";
      const sentence = `Interpolation is off: \`${found}\` would read a variable of the server.`;
      report.add(path, place, sentence, "Write the value out, or `$$` for a dollar sign.");
    }
    return value.replaceAll("$$", "$");
  }

  return { build };
}

interface ParsedPair {
  readonly key: ParsedNode | null;
  readonly value: ParsedNode | null;
}

function keyOf(key: ParsedNode | null): string | null {
  if (key === null || !isScalar(key) || key.tag !== undefined) return null;
  return typeof key.value === "string" ? key.value : null;
}

function isParsed(node: { range?: unknown }): node is ParsedNode {
  return Array.isArray(node.range);
}
