import { quote, tokenize } from "#shared/experiment/arguments";
import { type LaunchField, launchFields } from "#shared/experiment/experiment";
import {
  type ArtifactInfo,
  finalCommand,
  isJar,
  type Launchable,
  type LaunchValues,
} from "#shared/experiment/final-command";
import { isQualifiedName } from "#shared/experiment/java-name";
import type { LaunchParams } from "#shared/views";

/** One thing to mend in a launch form; `position` counts characters of the field's line from 0. */
export interface LaunchProblem {
  readonly field: LaunchField;
  readonly sentence: string;
  readonly position?: number;
}

/** What a launch form comes to: the argument list, or everything that keeps it from being launched. */
export type ResolvedLaunch =
  | { readonly ok: true; readonly command: string[] }
  | { readonly ok: false; readonly problems: LaunchProblem[] };

/** How the fields of a launch form are called where people read them. */
export const fieldTitles: Readonly<Record<LaunchField, string>> = {
  mainClass: "main class",
  args: "arguments",
  jvmArgs: "JVM options",
  command: "command",
};

/** The lecturer's values as lines for the form; `resolveLaunch` of them gives the command of the experiment. */
export function defaultLaunchLines(service: Launchable): LaunchParams {
  const { launch } = service;
  if (launch.kind === "command") return { command: quote(launch.command) };
  return { mainClass: launch.mainClass, jvmArgs: quote(launch.jvmArgs), args: quote(launch.args) };
}

/**
 * Splits the lines of a form into words and makes the command of them; never uses a shell, never throws.
 * A line of a field that is not editable is a problem unless it says what the experiment says.
 */
export function resolveLaunch(service: Launchable, lines: LaunchParams, artifact: ArtifactInfo | null): ResolvedLaunch {
  const problems: LaunchProblem[] = [];
  const values = readLines(service, lines, problems);
  if (problems.length > 0) return { ok: false, problems };
  const command = finalCommand(service, values, artifact);
  const problem =
    service.launch.kind === "java" ? mainClassProblem(service, values, artifact) : programProblem(command);
  return problem === null ? { ok: true, command } : { ok: false, problems: [problem] };
}

function readLines(service: Launchable, lines: LaunchParams, problems: LaunchProblem[]): LaunchValues {
  const values: { mainClass?: string; args?: string[]; jvmArgs?: string[]; command?: string[] } = {};
  const fixed = defaultLaunchLines(service);
  for (const field of launchFields) {
    const line = lines[field];
    if (line === undefined || (!service.editable.includes(field) && sameWords(line, fixed[field]))) continue;
    if (!service.editable.includes(field)) {
      problems.push({
        field,
        sentence: `The ${fieldTitles[field]} of ${service.name} is set by the experiment and cannot be changed.`,
      });
    } else if (line.includes("\0")) {
      problems.push({
        field,
        sentence: "A NUL character cannot be passed to a program. Remove it.",
        position: line.indexOf("\0"),
      });
    } else if (field === "mainClass") {
      values.mainClass = line.trim();
    } else {
      const split = tokenize(line);
      if (split.ok) values[field] = split.words;
      else problems.push({ field, sentence: split.sentence, position: split.position });
    }
  }
  return values;
}

function sameWords(line: string, other: string | undefined): boolean {
  const split = tokenize(line);
  return split.ok && quote(split.words) === quoteLine(other ?? "");
}

function quoteLine(line: string): string {
  const split = tokenize(line);
  return split.ok ? quote(split.words) : line;
}

function mainClassProblem(
  service: Launchable,
  values: LaunchValues,
  artifact: ArtifactInfo | null,
): LaunchProblem | null {
  if (service.launch.kind !== "java") return null;
  const mainClass = values.mainClass ?? service.launch.mainClass;
  const field = "mainClass";
  if (mainClass === "" && isJar(artifact)) return null;
  if (mainClass === "") return { field, sentence: "Name the class that has the main method, with its package." };
  if (isQualifiedName(mainClass)) return null;
  const sentence = `“${mainClass}” is not the name of a class. Write package and class with dots, such as var.rmi.chat.ChatServer, without .java or .class.`;
  return { field, sentence };
}

function programProblem(command: readonly string[]): LaunchProblem | null {
  if ((command[0] ?? "") !== "") return null;
  return { field: "command", sentence: "Say what to run: the command is empty." };
}
