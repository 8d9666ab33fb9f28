import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
} from "yaml";
import { type Experiment, serviceImages } from "#shared/experiment/experiment";
import { type ImportNote, prepareImport } from "#shared/experiment/import-changes";
import { type ParseOptions, readDocument } from "#shared/experiment/parse-experiment";
import { createProblemReport, MAXIMUM_PROBLEMS, type Problem } from "#shared/experiment/problem";
import { TOO_DEEP, TOO_MANY_ALIASES } from "#shared/experiment/tree-builder";
import { parseYaml } from "#shared/experiment/yaml-reader";

/** What became of somebody's Compose file. */
export type ComposeImport =
  | {
      readonly ok: true;
      /** The text of an experiment's `compose.yaml`, which can be read. */
      readonly text: string;
      readonly experiment: Experiment;
      /** What was changed, left out and added, in the order of the original's lines. */
      readonly notes: readonly ImportNote[];
    }
  | { readonly ok: false; readonly notes: readonly ImportNote[] };

/** What an import may know beside the text. */
export interface ImportOptions extends ParseOptions {
  /** For an experiment that says none; the project's name unless given. */
  readonly title?: string;
}

/** Each round leaves out at least one thing of a file of 64 KB; real files need three or four. */
const MAXIMUM_ROUNDS = 40;

/**
 * Makes an experiment of a Compose file: what an experiment cannot have is left out with the reason, line and what to write instead,
 * some things are changed to what they come to here, and all the rest is taken with its comments. Never throws.
 */
export function importCompose(text: string, options: ImportOptions = {}): ComposeImport {
  const lines = new LineCounter();
  const report = createProblemReport();
  const document = parseYaml(text, lines, report);
  if (document !== null) readDocument(document, lines, report, options);
  const tooMuch = report.list().some(({ sentence }) => sentence === TOO_DEEP || sentence === TOO_MANY_ALIASES);
  const hopeless = tooMuch || report.count >= MAXIMUM_PROBLEMS;
  if (document === null || hopeless || !isMap(document.contents))
    return { ok: false, notes: report.list().map(leftOut) };
  const notes = prepareImport(document, lines, { title: options.title, images: options.images ?? serviceImages });
  const services = document.get("services", true);
  if (isMap(services) && services.items.length === 0 && notes.length > 0) return { ok: false, notes: inOrder(notes) };
  for (let round = 0; round < MAXIMUM_ROUNDS; round += 1) {
    const found = createProblemReport();
    const experiment = readDocument(document, lines, found, options);
    if (experiment !== null && found.count === 0)
      return { ok: true, text: document.toString({ lineWidth: 0 }), experiment, notes: inOrder(notes) };
    // From the end, so that the places of list items before stay what they were.
    const removed = found
      .list()
      .reverse()
      .filter((problem) => leaveOut(document, lines, problem));
    notes.push(...removed.map(leftOut));
    if (removed.length === 0) return { ok: false, notes: inOrder([...notes, ...found.list().map(leftOut)]) };
  }
  return { ok: false, notes: inOrder(notes) };
}

function leftOut(problem: Problem): ImportNote {
  return { ...problem, outcome: "left out" };
}

function inOrder(notes: readonly ImportNote[]): ImportNote[] {
  return [...notes].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Takes what a problem is about out of the document; false when it is the file as a whole. */
function leaveOut(document: Document.Parsed, lines: LineCounter, problem: Problem): boolean {
  const offset = (lines.lineStarts[problem.line - 1] ?? 0) + problem.column - 1;
  // A mount of another kind is taken out whole: without its type nobody knows what the rest of it says.
  if (/\.volumes\[\d+\]\.type$/.test(problem.path)) return removeItemOf(document, offset, parentOf(problem.path));
  // What is missing cannot be taken out: the thing that lacks it is.
  return removeAt(document, offset, problem.path) || removeAt(document, offset, parentOf(problem.path));
}

function parentOf(path: string): string {
  return path.replace(/(\.[^.[\]]+|\[\d+\])$/, "");
}

/** Removes the entry or item that begins at this place of the text and whose path ends as this one does. */
function removeAt(document: Document.Parsed, offset: number, path: string): boolean {
  if (path === "services" || path === "x-varlab" || path === "") return false;
  let removed = false;
  visit(document, {
    Pair(_, pair, ancestors) {
      if (removed || !isHere(pair, offset, path)) return;
      const owner = ancestors.at(-1);
      if (!isMap(owner)) return;
      removePair(owner, pair);
      removed = true;
      return visit.BREAK;
    },
    Seq(_, list) {
      const index = list.items.findIndex((item, at) => startOf(item) === offset && path.endsWith(`[${at}]`));
      if (removed || index < 0) return;
      list.items.splice(index, 1);
      removed = true;
      return visit.BREAK;
    },
  });
  return removed;
}

/** Removes the list item that this place of the text lies in. */
function removeItemOf(document: Document.Parsed, offset: number, path: string): boolean {
  let removed = false;
  visit(document, {
    Seq(_, list) {
      const index = list.items.findIndex(
        (item, at) => isNode(item) && covers(item, offset) && path.endsWith(`[${at}]`),
      );
      if (index < 0) return;
      list.items.splice(index, 1);
      removed = true;
      return visit.BREAK;
    },
  });
  return removed;
}

function covers(node: Node, offset: number): boolean {
  const range = node.range ?? [1, 0, 0];
  return range[0] <= offset && offset < range[2];
}

function removePair(owner: YAMLMap, pair: Pair): void {
  owner.items.splice(owner.items.indexOf(pair), 1);
}

function isHere(pair: Pair, offset: number, path: string): boolean {
  const key = isScalar(pair.key) ? String(pair.key.value) : "";
  if (path !== key && !path.endsWith(`.${key}`) && key !== "<<") return false;
  return startOf(pair.key) === offset || startOf(pair.value) === offset;
}

function startOf(node: unknown): number | undefined {
  if (isPair(node)) return startOf(node.key);
  return isNode(node) || isSeq(node) ? node.range?.[0] : undefined;
}
