import { composePath, sheetPath } from "#shared/authoring/draft";
import type { Experiment } from "#shared/experiment/experiment";
import { parseExperiment } from "#shared/experiment/parse-experiment";
import type { Problem } from "#shared/experiment/problem";

/** Something about a draft that its author should know: an error keeps it from being tried and published, advice does not. */
export interface DraftProblem extends Problem {
  readonly file: string;
  readonly severity: "error" | "advice";
}

/** The part of a draft that problems are found in. */
export interface DraftTexts {
  /** Null when the file is missing. */
  readonly compose: string | null;
  readonly sheet: string | null;
  /** The paths of all files. */
  readonly paths: readonly string[];
}

/** A draft as it is read: `experiment` is null while its Compose file has errors. */
export interface ReadDraft {
  readonly experiment: Experiment | null;
  readonly problems: readonly DraftProblem[];
}

/** Reads a draft and says everything that is wrong with it, by file and line. Never throws. */
export function readDraft({ compose, sheet, paths }: DraftTexts): ReadDraft {
  const parsed = parseExperiment(compose ?? "");
  const experiment = parsed.ok ? parsed.experiment : null;
  const composeProblems = parsed.ok
    ? adviceOn(parsed.experiment, compose ?? "", paths)
    : parsed.problems.map((problem) => ({ ...problem, file: composePath, severity: "error" as const }));
  return { experiment, problems: [...composeProblems, ...sheetProblems(sheet)] };
}

/** Whether a draft may be tried and published. */
export function hasErrors(problems: readonly DraftProblem[]): boolean {
  return problems.some(({ severity }) => severity === "error");
}

function sheetProblems(sheet: string | null): DraftProblem[] {
  if (sheet !== null && sheet.trim() !== "") return [];
  return [
    {
      ...{ file: sheetPath, severity: "error", path: "", ...START },
      sentence: "The task sheet is empty.",
      instead: "Write what students are to do, in Markdown.",
    },
  ];
}

const START = { line: 1, column: 1, endLine: 1, endColumn: 2 } as const;

function adviceOn(experiment: Experiment, compose: string, paths: readonly string[]): DraftProblem[] {
  const starter = new Set(paths.filter((path) => path.startsWith("starter/")).map((path) => path.slice(8)));
  const missing = experiment.open.filter((path) => !starter.has(path));
  const advice = missing.map((path) => ({
    ...{ file: composePath, severity: "advice" as const, path: "x-varlab.open", ...placeOf(compose, path) },
    sentence: `The starter has no file ${path}, so nothing is opened for it.`,
    instead: `Make starter/${path}, or take it out of \`open\`.`,
  }));
  if (starter.size > 0) return advice;
  const empty = {
    ...{ file: composePath, severity: "advice" as const, path: "", ...START },
    sentence: "The starter is empty: students begin without a file.",
    instead: "Put the files that they begin with into starter/.",
  };
  return [empty, ...advice];
}

/** The first line that names it, which `open` does; the start of the file when it is written in an unusual way. */
function placeOf(text: string, path: string) {
  const lines = text.split("\n");
  const from = lines.findIndex((line) => /^\s+open:/.test(line));
  const index = lines.findIndex((line, at) => at >= from && line.includes(path));
  const column = (lines[index]?.indexOf(path) ?? 0) + 1;
  return index < 0 ? START : { line: index + 1, column, endLine: index + 1, endColumn: column + path.length };
}
