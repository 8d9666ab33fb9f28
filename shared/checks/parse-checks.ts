import { actionKeys, readAction, readMilliseconds } from "#shared/checks/action-reader";
import { type Check, type CheckStep, type ConditionalHint, checkLimits } from "#shared/checks/check";
import type { CheckText } from "#shared/checks/check-text";
import { readHint, readHints } from "#shared/checks/match-reader";
import type { StepContext } from "#shared/checks/step-context";
import { stepTitle } from "#shared/checks/step-title";
import type { Experiment } from "#shared/experiment/experiment";
import { createFieldReader } from "#shared/experiment/fields";
import { createProblemReport, type Problem, type ProblemReport } from "#shared/experiment/problem";
import { readYaml } from "#shared/experiment/yaml-reader";
import type { Field } from "#shared/experiment/yaml-tree";

/** A problem with the file in which it is. */
export interface CheckProblem extends Problem {
  readonly file: string;
}

/** The checks of an experiment, or everything that keeps its files from being such. */
export type ParsedChecks =
  | { readonly ok: true; readonly checks: readonly Check[] }
  | { readonly ok: false; readonly problems: readonly CheckProblem[] };

/** Whether a file of `checks/` says what is checked; other files there may be what its author likes. */
export function isCheckFile(path: string): boolean {
  return /^[^/]+\.ya?ml$/.test(path);
}

/** Reads an experiment's check files in the order of their names; an allow-list: what it does not know is a problem. Never throws. */
export function parseChecks(texts: readonly CheckText[], experiment: Experiment): ParsedChecks {
  const files = texts.filter(({ path }) => isCheckFile(path)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const checks: Check[] = [];
  const problems: CheckProblem[] = [];
  for (const { path, text } of files.slice(0, checkLimits.files)) {
    const report = createProblemReport();
    checks.push(...readFile(text, experiment, texts, report));
    problems.push(...report.list().map((problem) => ({ ...problem, file: path })));
  }
  problems.push(...excesses(files, checks));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, checks };
}

function excesses(files: readonly CheckText[], checks: readonly Check[]): CheckProblem[] {
  const file = files.at(-1)?.path ?? "";
  const steps = checks.flatMap((check) => check.steps);
  const seconds = steps.reduce((sum, step) => sum + step.withinMs, 0) / 1000;
  const excess = (sentence: string, instead: string): CheckProblem[] => [
    { file, path: "", line: 1, column: 1, endLine: 1, endColumn: 2, sentence, instead },
  ];
  const { files: maxFiles, checks: maxChecks, steps: maxSteps, altogether } = checkLimits;
  return [
    ...(files.length > maxFiles ? excess(`There are more than ${maxFiles} files of checks.`, "Join some.") : []),
    ...(checks.length > maxChecks ? excess(`There are more than ${maxChecks} checks.`, "Take some out.") : []),
    ...(steps.length > maxSteps ? excess(`There are more than ${maxSteps} steps in all.`, "Take some out.") : []),
    ...(seconds > altogether
      ? excess(
          `All steps together may take ${Math.round(seconds)} seconds; at most ${altogether} are allowed.`,
          "Shorten some with `within`.",
        )
      : []),
  ];
}

function readFile(text: string, experiment: Experiment, texts: readonly CheckText[], report: ProblemReport): Check[] {
  const reader = createFieldReader(report);
  const root = readYaml(text, report, { dollars: "plain", beginning: "Begin with `checks:` and a list." });
  const fields = root === null ? null : reader.map(root, ["checks"]);
  if (root === null || fields === null) return [];
  const list = fields.get("checks");
  if (list === undefined) {
    reader.missing(root, "checks", "Write `checks:` and below it one `- name:` for each check.");
    return [];
  }
  const context = { reader, experiment, names: experiment.services.map((service) => service.name), files: texts };
  const items = reader.items(list, "`checks`") ?? [];
  return items.map((item) => readCheck(context, item)).filter((check) => check !== null);
}

function readCheck(context: StepContext, field: Field): Check | null {
  const { reader, names } = context;
  const fields = reader.map(field, ["name", "hint", "hints", "steps"]);
  if (fields === null) return null;
  const nameField = fields.get("name");
  const name = nameField === undefined ? null : reader.text(nameField, "`name`", 120);
  if (nameField === undefined) reader.missing(field, "name", "Write what must hold, as a student reads it.");
  const common = { hint: readHint(reader, fields.get("hint")), hints: readHints(reader, fields.get("hints"), names) };
  const stepsField = fields.get("steps");
  if (stepsField === undefined) return reader.missing(field, "steps", "Write `steps:` and a list of steps.");
  const items = reader.items(stepsField, "`steps`") ?? [];
  if (items.length === 0 && stepsField.node.kind === "list")
    return reader.refuse(stepsField, "A check needs a step.", "Begin with `- start: all`.");
  if (items.length > checkLimits.stepsOfCheck)
    return reader.refuse(
      stepsField,
      `The check has ${items.length} steps; at most ${checkLimits.stepsOfCheck} are allowed.`,
      "Make two checks of it.",
    );
  const steps = items.map((item) => readStep(context, item, common)).filter((step) => step !== null);
  return name === null || steps.length < items.length ? null : { name: name.trim(), steps };
}

interface CommonHints {
  readonly hint: string | null;
  readonly hints: readonly ConditionalHint[];
}

function readStep(context: StepContext, field: Field, common: CommonHints): CheckStep | null {
  const { reader, names } = context;
  const fields = reader.map(field, [...actionKeys, "name", "within", "hint", "hints"]);
  if (fields === null) return null;
  const [key, second] = actionKeys.filter((one) => fields.has(one));
  const actionField = key === undefined ? undefined : fields.get(key);
  if (key === undefined || actionField === undefined)
    return reader.refuse(field, "This step does nothing.", `Write one of: ${actionKeys.join(", ")}.`);
  const secondField = second === undefined ? undefined : fields.get(second);
  if (secondField !== undefined)
    return reader.refuse(
      secondField,
      `A step is one thing, but here are \`${key}\` and \`${second}\`.`,
      "Make two steps.",
    );
  const action = readAction(context, key, actionField);
  const withinField = fields.get("within");
  const withinMs =
    withinField === undefined ? checkLimits.within.fallback * 1000 : readMilliseconds(reader, withinField);
  const nameField = fields.get("name");
  const name = nameField === undefined ? null : reader.text(nameField, "`name`", 160);
  const own = readHint(reader, fields.get("hint"));
  const hints = readHints(reader, fields.get("hints"), names);
  if (action === null || withinMs === null) return null;
  return {
    title: name?.trim() ?? stepTitle(action),
    action,
    withinMs: action.kind === "silent" ? action.forMs : withinMs,
    hint: own ?? common.hint,
    hints: [...hints, ...common.hints],
  };
}
