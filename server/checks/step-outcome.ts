import { type CheckEvidence, maxEvidenceLine, maxEvidenceLines } from "#shared/checks/views";

/** What must hold does not. `seen` are the lines in which conditional hints look, more than the evidence shows. */
export class StepFailed extends Error {
  constructor(
    readonly evidence: readonly CheckEvidence[],
    readonly seen: readonly string[] = [],
  ) {
    super("a step failed");
    this.name = "StepFailed";
  }
}

/** It cannot be decided whether it holds; the sentence says why. */
export class StepBroken extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "StepBroken";
  }
}

/** A piece of evidence; of many lines the last are kept, or the first when `keep` says so. */
export function evidence(
  says: string,
  lines: readonly string[] = [],
  options: { readonly instance?: string; readonly keep?: "first" | "last" } = {},
): CheckEvidence {
  const { instance, keep = "last" } = options;
  const told = lines.length > maxEvidenceLines ? withoutFrames(lines) : lines;
  const kept = keep === "last" ? told.slice(-maxEvidenceLines) : told.slice(0, maxEvidenceLines);
  const shown = kept.map((line) => (line.length > maxEvidenceLine ? `${line.slice(0, maxEvidenceLine)}…` : line));
  return { says: says.slice(0, 600), ...(instance === undefined ? {} : { instance }), lines: shown };
}

const libraryFrame = /^\s+at (?:javax?[./]|jdk\.|sun\.|node:|.*\(node:)|^\s*\.\.\. \d+ more$/;

/** A stack trace in Java or JavaScript without the frames of the libraries: they would push out of sight what went wrong, and where in the student's program. */
function withoutFrames(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !libraryFrame.test(line));
}

/** Instances as a sentence names them. */
export function named(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
