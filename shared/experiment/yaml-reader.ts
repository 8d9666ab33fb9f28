import { type Document, type LineCounter, parseDocument } from "yaml";
import type { Place, ProblemReport } from "#shared/experiment/problem";
import { createTreeBuilder, placeOf, TOO_DEEP } from "#shared/experiment/tree-builder";
import type { Field } from "#shared/experiment/yaml-tree";

/** Room for any course's experiment; the largest shipped one has under 3 KB. */
const MAXIMUM_CHARACTERS = 64 * 1024;

/** Parses YAML text, or answers null when nothing can be made of it; whatever is wrong goes to the report. */
export function parseYaml(text: string, lines: LineCounter, report: ProblemReport): Document.Parsed | null {
  if (text.length > MAXIMUM_CHARACTERS) {
    const sentence = `The file has ${text.length} characters; at most ${MAXIMUM_CHARACTERS} are read.`;
    report.add("", START, sentence, "Move long texts into files of the experiment's folder.");
    return null;
  }
  const document = parse(text, lines, report);
  if (document === null || document.contents !== null) return document;
  report.add("", START, "The file is empty.", "Begin with `x-varlab:` and `services:`.");
  return null;
}

/** The tree of a parsed document that is not empty. */
export function readTree(document: Document.Parsed, lines: LineCounter, report: ProblemReport): Field | null {
  if (document.contents === null) return null;
  return { path: "", node: createTreeBuilder(document, lines, report).build(document.contents, "", 0) };
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

function yamlSentence(code: string, message: string): string {
  if (code === "TAB_AS_INDENT") return "A tab is used for indentation; YAML allows only spaces there.";
  if (code === "RESOURCE_EXHAUSTION") return TOO_DEEP;
  if (code === "MULTIPLE_DOCS") return "The file holds more than one document (a second `---`); only one is read.";
  return `This is not valid YAML: ${message}`;
}
