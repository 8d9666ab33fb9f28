import { isAllowedBase, localImageFor } from "#shared/dockerfile/base-images";
import { dockerfileLimits, type ImagePlan, type StagePlan } from "#shared/dockerfile/image-plan";
import { instructions, readArgument } from "#shared/dockerfile/instructions";
import { type LogicalLine, logicalLines } from "#shared/dockerfile/logical-lines";
import { type DockerfileOptions, type Reading, stageNamed } from "#shared/dockerfile/reading";
import { refusedInstructions } from "#shared/dockerfile/refused-instructions";
import { emptyConfig, type StageDraft } from "#shared/dockerfile/stage-draft";
import { readWords } from "#shared/dockerfile/words";
import { nearest } from "#shared/experiment/fields";
import { createProblemReport, type Place, type Problem, type ProblemReport } from "#shared/experiment/problem";

/** A plan, or everything that keeps the text from being one, in the order of the text. */
export type ParsedDockerfile =
  | { readonly ok: true; readonly plan: ImagePlan }
  | { readonly ok: false; readonly problems: Problem[] };

/** Reads a Dockerfile; an allow-list: what it does not know is a problem, never ignored. Never throws. */
export function parseDockerfile(text: string, options: DockerfileOptions): ParsedDockerfile {
  const report = createProblemReport();
  const stages = readAll(text, options, report);
  if (report.count > 0) return { ok: false, problems: report.list() };
  const plan = planOf(stages, options, report);
  return plan === null ? { ok: false, problems: report.list() } : { ok: true, plan };
}

const top: Place = { line: 1, column: 1, endLine: 1, endColumn: 2 };

function readAll(text: string, options: DockerfileOptions, report: ProblemReport): StageDraft[] {
  const reading: Reading = {
    options,
    stages: [],
    globals: {},
    refuse(line, sentence, instead) {
      report.add(line.keyword, line.place, sentence, instead);
      return null;
    },
  };
  if (text.length > dockerfileLimits.length) {
    report.add("", top, "The Dockerfile has more than 64 KB.", "Shorten it.");
    return [];
  }
  const { directives, lines } = logicalLines(text);
  for (const { name, value, place } of directives) {
    const line = { keyword: `# ${name}`, place };
    if (name === "syntax")
      reading.refuse(line, "A `# syntax=` line fetches another builder from the Internet.", "Delete the line.");
    else if (name === "escape" && value !== "\\")
      reading.refuse(line, "Lines are continued with a backslash here.", "Delete the line, and end lines with `\\`.");
  }
  if (lines.length > dockerfileLimits.instructions)
    report.add("", top, `There are more than ${dockerfileLimits.instructions} instructions.`, "Join some.");
  for (const line of lines.slice(0, dockerfileLimits.instructions)) readLine(reading, line);
  if (reading.stages.length === 0 && report.count === 0)
    report.add(
      "FROM",
      top,
      "`FROM` is missing: an image is built on another one.",
      `Write \`FROM ${example(options)}\`.`,
    );
  return reading.stages;
}

function readLine(reading: Reading, line: LogicalLine): void {
  const { keyword } = line;
  if (keyword === "FROM") return readFrom(reading, line);
  const refused = Object.hasOwn(refusedInstructions, keyword) ? refusedInstructions[keyword] : undefined;
  if (refused !== undefined) return void reading.refuse(line, refused.sentence, refused.instead);
  const read = Object.hasOwn(instructions, keyword) ? instructions[keyword] : undefined;
  const stage = reading.stages.at(-1);
  if (keyword === "ARG" && stage === undefined) return readArgument(reading, line, undefined);
  if (read === undefined) {
    const near = nearest(keyword, [...Object.keys(instructions), "FROM"]);
    const instead =
      near === null ? `Instructions are: FROM, ${Object.keys(instructions).join(", ")}.` : `Did you mean \`${near}\`?`;
    return void reading.refuse(line, `There is no instruction \`${keyword}\`.`, instead);
  }
  if (stage === undefined)
    return void reading.refuse(line, `\`${keyword}\` stands before the first \`FROM\`.`, "Begin with `FROM`.");
  if (line.rest === "")
    return void reading.refuse(line, `\`${keyword}\` says nothing.`, "Complete or delete the line.");
  if (/(^|\s)<<-?["']?[A-Za-z_]/.test(line.rest) && (keyword === "RUN" || keyword === "COPY"))
    return void reading.refuse(
      line,
      "Texts after `<<` inside a Dockerfile are not supported.",
      "Put the lines into a file of the workspace, or join commands with `&&`.",
    );
  read(reading, line, stage);
}

function readFrom(reading: Reading, line: LogicalLine): void {
  const { options, stages, globals } = reading;
  const read = readWords(line.rest, globals);
  if (!read.ok) return void reading.refuse(line, read.sentence, "Mend the line.");
  const flag = read.words.find((word) => word.startsWith("--"));
  if (flag !== undefined)
    return void reading.refuse(line, `\`${flag.split("=")[0]}\` is not possible here.`, "Delete it.");
  const [written = "", as, name, ...more] = read.words;
  if (written === "" || more.length > 0 || (as !== undefined && (as.toUpperCase() !== "AS" || name === undefined)))
    return void reading.refuse(
      line,
      "`FROM` is followed by an image and, if you like, `AS name`.",
      `Write \`FROM ${example(options)}\`.`,
    );
  if (stages.length >= dockerfileLimits.stages)
    return void reading.refuse(line, `There are more than ${dockerfileLimits.stages} stages.`, "Join some.");
  if (name !== undefined && (!/^[a-z][a-z0-9_.-]*$/i.test(name) || stageNamed(stages, name) >= 0))
    return void reading.refuse(
      line,
      `\`${name}\` cannot be the name of this stage.`,
      "Use another name, of letters and digits.",
    );
  const earlier = stageNamed(stages, written);
  const base = earlier >= 0 ? { stage: earlier } : imageBase(reading, line, written);
  const inherited = earlier >= 0 ? stages[earlier]?.config : undefined;
  stages.push({
    name: name ?? String(stages.length),
    // With a refused image the rest is read all the same, so that all problems are told at once.
    base: base ?? { image: "", written },
    line: line.line,
    steps: [],
    config: inherited ?? emptyConfig,
    saysCommand: false,
    args: {},
  });
}

function imageBase(reading: Reading, line: LogicalLine, written: string): StagePlan["base"] | null {
  const image = localImageFor(written);
  if (image !== undefined && isAllowedBase(written, reading.options.bases)) return { image, written };
  return reading.refuse(
    line,
    `The image \`${written}\` is not one that this experiment builds on.`,
    `Possible: ${reading.options.bases.join(", ")}.`,
  );
}

/** The target with the stages that it needs, in order. */
function planOf(stages: readonly StageDraft[], { target }: DockerfileOptions, report: ProblemReport): ImagePlan | null {
  const last = target === null ? stages.length - 1 : stageNamed(stages, target);
  if (last < 0) {
    const names = stages.map(({ name }) => name).join(", ");
    report.add("", top, `There is no stage \`${target}\`, which the Compose file asks for.`, `Stages: ${names}.`);
    return null;
  }
  const needed = new Set<number>();
  const need = (at: number) => {
    if (needed.has(at)) return;
    needed.add(at);
    const stage = stages[at];
    if (stage === undefined) return;
    if ("stage" in stage.base) need(stage.base.stage);
    for (const step of stage.steps) if (step.kind === "copy" && step.from !== null) need(step.from);
  };
  need(last);
  const order = [...needed].sort((a, b) => a - b);
  const place = (at: number) => order.indexOf(at);
  return {
    stages: order.flatMap((at) => {
      const stage = stages[at];
      if (stage === undefined) return [];
      const { name, line, config } = stage;
      const base = "stage" in stage.base ? { stage: place(stage.base.stage) } : stage.base;
      const steps = stage.steps.map((step) =>
        step.kind === "copy" && step.from !== null ? { ...step, from: place(step.from) } : step,
      );
      return [{ name, line, config, base, steps }];
    }),
  };
}

function example({ bases }: DockerfileOptions): string {
  return bases[0] ?? "varlab/node-run";
}
