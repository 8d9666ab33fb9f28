import { readCopy } from "#shared/dockerfile/copy-instruction";
import { absolutePath, placeComplaint } from "#shared/dockerfile/image-place";
import type { LogicalLine } from "#shared/dockerfile/logical-lines";
import type { Reading } from "#shared/dockerfile/reading";
import { type StageDraft, variablesOf } from "#shared/dockerfile/stage-draft";
import { readJsonWords, readWords } from "#shared/dockerfile/words";
import { stopSignals } from "#shared/experiment/experiment";

/** Reads one instruction into its stage; what is wrong is reported. */
export type Instruction = (reading: Reading, line: LogicalLine, stage: StageDraft) => void;

/** Every instruction beside `FROM`. */
export const instructions: Readonly<Record<string, Instruction>> = {
  COPY: readCopy,
  RUN: readRun,
  WORKDIR: readWorkdir,
  ENV: readEnv,
  ARG: readArgument,
  CMD(_reading, line, stage) {
    stage.config = { ...stage.config, command: programOf(line) };
    stage.saysCommand = true;
  },
  ENTRYPOINT(_reading, line, stage) {
    // As in Docker: a new entry point forgets the command of what it is built on, but not its own.
    const command = stage.saysCommand ? stage.config.command : null;
    stage.config = { ...stage.config, entrypoint: programOf(line), command };
  },
  EXPOSE: readExpose,
  USER: readUser,
  LABEL: readLabel,
  STOPSIGNAL: readStopSignal,
};

/** `["a", "b"]` as it stands, everything else for a shell. */
function programOf({ rest }: LogicalLine): string[] {
  return readJsonWords(rest) ?? ["/bin/sh", "-c", rest];
}

function readRun(reading: Reading, line: LogicalLine, stage: StageDraft): void {
  const flag = /^--(\S+?)(=|\s|$)/.exec(line.rest)?.[1];
  if (flag !== undefined)
    return void reading.refuse(
      line,
      `\`RUN --${flag}\` is not possible here: what runs while an image is built has no network and nothing of the host.`,
      "Delete it.",
    );
  if (stage.config.workingDir !== "/") {
    const complaint = placeComplaint(stage.config.workingDir);
    if (complaint !== null) return void reading.refuse(line, complaint, "Write `WORKDIR /app` above.");
  }
  stage.steps.push({
    kind: "run",
    argv: programOf(line),
    env: { ...stage.args, ...stage.config.env },
    cwd: stage.config.workingDir,
    line: line.line,
    text: `RUN ${line.rest}`,
  });
}

function readWorkdir(reading: Reading, line: LogicalLine, stage: StageDraft): void {
  const words = wordsOf(reading, line, stage);
  const [path, more] = words ?? [];
  if (path === undefined || more !== undefined)
    return void (words && reading.refuse(line, "`WORKDIR` is followed by one folder.", "Write `WORKDIR /app`."));
  const folder = absolutePath(path, stage.config.workingDir);
  const complaint = placeComplaint(folder);
  if (complaint !== null && folder !== "/")
    return void reading.refuse(line, complaint, "Use a folder of your own, such as `/app`.");
  stage.config = { ...stage.config, workingDir: folder };
  if (folder !== "/") stage.steps.push({ kind: "folder", path: folder, line: line.line, text: `WORKDIR ${line.rest}` });
}

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

function readEnv(reading: Reading, line: LogicalLine, stage: StageDraft): void {
  const pairs = pairsOf(reading, line, stage);
  if (pairs === null) return;
  for (const [name] of pairs) {
    if (!variableName.test(name))
      return void reading.refuse(line, `\`${name}\` cannot be a variable.`, "Use letters, digits and `_`.");
  }
  stage.config = { ...stage.config, env: { ...stage.config.env, ...Object.fromEntries(pairs) } };
}

function readLabel(reading: Reading, line: LogicalLine, stage: StageDraft): void {
  const pairs = pairsOf(reading, line, stage);
  if (pairs === null) return;
  const ours = pairs.find(([name]) => name.toLowerCase().startsWith("varlab."));
  if (ours !== undefined)
    return void reading.refuse(
      line,
      "Labels that begin with `varlab.` say to whom an image belongs.",
      "Choose another name.",
    );
  stage.config = { ...stage.config, labels: { ...stage.config.labels, ...Object.fromEntries(pairs) } };
}

/** `name=value …`, or the old form `name value`. Null after a problem. */
function pairsOf(reading: Reading, line: LogicalLine, stage: StageDraft): [string, string][] | null {
  const words = wordsOf(reading, line, stage);
  if (words === null) return null;
  const [first = "", ...rest] = words;
  if (!first.includes("=") && rest.length > 0) return [[first, rest.join(" ")]];
  const wrong = words.find((word) => !/^[^=]+=/.test(word));
  if (wrong !== undefined)
    return reading.refuse(line, `\`${wrong}\` has no value.`, `Write \`${line.keyword} name=value\`.`);
  return words.map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]);
}

/** `ARG name` or `ARG name=default`; before the first `FROM` it is known to `FROM` alone. */
export function readArgument(reading: Reading, line: LogicalLine, stage: StageDraft | undefined): void {
  const known = stage === undefined ? reading.globals : variablesOf(stage);
  const read = readWords(line.rest, known);
  if (!read.ok) return void reading.refuse(line, read.sentence, "Mend the line.");
  for (const word of read.words) {
    const at = word.indexOf("=");
    const name = at < 0 ? word : word.slice(0, at);
    if (!variableName.test(name))
      return void reading.refuse(line, `\`${name}\` cannot be an argument.`, "Use letters, digits and `_`.");
    const given = reading.options.args[name];
    const value = given ?? (at < 0 ? reading.globals[name] : word.slice(at + 1));
    if (value === undefined) continue;
    if (stage === undefined) reading.globals[name] = value;
    else stage.args = { ...stage.args, [name]: value };
  }
}

function readExpose(reading: Reading, line: LogicalLine, stage: StageDraft): void {
  const ports = new Set(stage.config.ports);
  for (const word of wordsOf(reading, line, stage) ?? []) {
    const match = /^(\d{1,5})(\/tcp)?$/i.exec(word);
    const port = Number(match?.[1] ?? 0);
    if (port < 1 || port > 65535)
      return void reading.refuse(line, `\`${word}\` is not a TCP port.`, "Write a number, such as `EXPOSE 8080`.");
    ports.add(port);
  }
  stage.config = { ...stage.config, ports: [...ports].sort((a, b) => a - b) };
}

/** How the one user of every instance may be written. */
const student = /^(student|10001)(:(student|10001))?$/;

function readUser(reading: Reading, line: LogicalLine, stage: StageDraft): void {
  const words = wordsOf(reading, line, stage);
  if (words === null || (words.length === 1 && student.test(words[0] ?? ""))) return;
  reading.refuse(
    line,
    "Every instance runs as `student` (10001), and so does `RUN`: another user, above all root, would weaken the wall to the host.",
    "Write `USER student`, or delete the line.",
  );
}

function readStopSignal(reading: Reading, line: LogicalLine, stage: StageDraft): void {
  const word = wordsOf(reading, line, stage)?.[0]?.toUpperCase() ?? "";
  const signal = stopSignals.find((name) => name === word || name === `SIG${word}`);
  if (signal === undefined)
    return void reading.refuse(
      line,
      `\`${word}\` is not a signal that ends a program.`,
      `Possible: ${stopSignals.join(", ")}.`,
    );
  stage.config = { ...stage.config, stopSignal: signal };
}

/** The words of an instruction; null after a problem. */
export function wordsOf(reading: Reading, line: LogicalLine, stage: StageDraft): readonly string[] | null {
  const read = readWords(line.rest, variablesOf(stage));
  return read.ok ? read.words : reading.refuse(line, read.sentence, "Mend the line.");
}
