import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type ParsedNode } from "yaml";
import { withoutDollars } from "#shared/experiment/interpolation";
import type { Place, ProblemReport } from "#shared/experiment/problem";
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from "#shared/experiment/yaml-tree";

/** A Compose file is at most 6 deep; the reader's own recursion must stay far below the stack's end. */
const MAXIMUM_DEPTH = 24;

/** Enough for anchors shared by all services; a "billion laughs" needs aliases of aliases by the hundred. */
const MAXIMUM_ALIASES = 64;

/** Said of a file that goes beyond the depth above, or beyond what the YAML parser can bear. */
export const TOO_DEEP = `The file is nested more than ${MAXIMUM_DEPTH} levels deep, which no experiment needs.`;

/** Said of a file that goes beyond the number of aliases above. */
export const TOO_MANY_ALIASES = `The file uses more than ${MAXIMUM_ALIASES} aliases (\`*name\`).`;

/** Turns the nodes of one parsed document into a tree. */
export interface TreeBuilder {
  /** The value of a node; `depth` is how many collections it lies in. Everything wrong is reported once. */
  build(node: ParsedNode, path: string, depth: number): YamlNode;
}

/** A builder for one document; an anchored value is built once, however often it is used. */
export function createTreeBuilder(document: Document.Parsed, lines: LineCounter, report: ProblemReport): TreeBuilder {
  const built = new Map<ParsedNode, YamlNode | "building">();
  let aliases = 0;

  function where(node: ParsedNode): Place {
    return placeOf(lines, node.range[0], node.range[1]);
  }

  /** Reports a node and stands in for its value. */
  function refuse(node: ParsedNode, path: string, sentence: string, instead: string): YamlScalar {
    report.add(path, where(node), sentence, instead);
    return nothing(where(node));
  }

  function build(node: ParsedNode, path: string, depth: number): YamlNode {
    if (depth > MAXIMUM_DEPTH) return refuse(node, path, TOO_DEEP, "Write the file without such nesting.");
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
      const sentence = `The tag \`${node.tag}\` is not supported; values have their plain YAML type.`;
      return refuse(node, path, sentence, "Leave the tag out.");
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
    if (aliases > MAXIMUM_ALIASES + 1) return nothing(where(alias));
    if (aliases > MAXIMUM_ALIASES) {
      return refuse(alias, path, TOO_MANY_ALIASES, "Write the values out.");
    }
    const target = alias.resolve(document);
    if (target === undefined || !isParsed(target)) {
      const sentence = `No anchor \`&${alias.source}\` comes before this alias.`;
      return refuse(alias, path, sentence, "Define the anchor first or write the value out.");
    }
    if (built.get(target) === "building") {
      const sentence = `The alias \`*${alias.source}\` stands inside the value it stands for.`;
      return refuse(alias, path, sentence, "Write the value out.");
    }
    return build(target, path, depth);
  }

  function makeMap(pairs: readonly ParsedPair[], place: Place, path: string, depth: number): YamlMap {
    const own = new Map<string, YamlEntry>();
    const merged = new Map<string, YamlEntry>();
    const seen = new Set<string>();
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
      if (seen.has(key)) {
        report.add(
          keyPath,
          keyPlace,
          `The key \`${key}\` stands here a second time; the two would contradict each other.`,
          "Keep one of them.",
        );
        continue;
      }
      seen.add(key);
      const node: YamlNode = pair.value === null ? nothing(keyPlace) : build(pair.value, keyPath, depth + 1);
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
    const plain = withoutDollars(value, (sentence, instead) => report.add(path, place, sentence, instead));
    return { kind: "scalar", place, value: plain, source: plain };
  }

  return { build };
}

function nothing(place: Place): YamlScalar {
  return { kind: "scalar", place, value: null, source: "" };
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

/** The stretch between two offsets, never empty. */
export function placeOf(lines: LineCounter, start: number, end: number): Place {
  const from = lines.linePos(start);
  const to = lines.linePos(Math.max(end, start + 1));
  const line = Math.max(from.line, 1);
  const column = Math.max(from.col, 1);
  const endLine = Math.max(to.line, line);
  return { line, column, endLine, endColumn: endLine === line ? Math.max(to.col, column + 1) : Math.max(to.col, 1) };
}
