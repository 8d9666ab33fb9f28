/** What must hold in an experiment, as a lecturer wrote it in `checks/*.yaml`. */
export interface Check {
  readonly name: string;
  readonly steps: readonly CheckStep[];
}

/** One step: what is done or expected, for how long it may take, and what a student reads when it fails. */
export interface CheckStep {
  /** What the step is for, in the lecturer's words or in ours. */
  readonly title: string;
  readonly action: CheckAction;
  /** Milliseconds in which it must have happened. */
  readonly withinMs: number;
  /** For every failure without a better sentence. */
  readonly hint: string | null;
  /** Sentences for failures that show a certain text; the first that fits is used. */
  readonly hints: readonly ConditionalHint[];
}

/** A sentence for a failure in whose evidence something stands. */
export interface ConditionalHint {
  readonly match: Match;
  readonly say: string;
}

/** What is looked for in a line: a text as it stands, or a regular expression. `{{name}}` stands for an instance's address. */
export interface Match {
  readonly kind: "text" | "pattern";
  readonly value: string;
}

/** Where a request comes from: the student's browser through the preview, or the inside of an instance. */
export const throughPreview = "preview";
/** Outside of the workspace's network: the machine that Varlab runs on, and every browser. */
export const fromOutside = "outside";

/** The things a step can be. Instances are named by their services. */
export type CheckAction =
  | { readonly kind: "start" | "stop" | "kill"; readonly instances: readonly string[] }
  | { readonly kind: "type"; readonly at: string; readonly line: string }
  | { readonly kind: "log"; readonly at: readonly string[]; readonly match: Match; readonly count: number }
  | { readonly kind: "silent"; readonly at: readonly string[]; readonly match: Match; readonly forMs: number }
  | { readonly kind: "exit"; readonly at: string; readonly code: number }
  | RequestAction
  | { readonly kind: "unreachable"; readonly at: string; readonly port: number; readonly from: string }
  | RunAction
  | ScriptAction;

/** An HTTP request, asked until the answer is as expected or the time is over. */
export interface RequestAction {
  readonly kind: "request";
  /** An instance's name or host name, or `localhost`: the instance that asks. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly from: string;
  readonly method: string;
  readonly send: string | null;
  /** So many answers in a row must be as expected. */
  readonly times: number;
  readonly status: number | null;
  /** Something in the body. */
  readonly body: Match | null;
  /** The lines of the body, each by a pattern for the whole of it. */
  readonly lines: readonly string[] | null;
}

/** A command inside an instance. */
export interface RunAction {
  readonly kind: "run";
  readonly at: string;
  readonly command: readonly string[];
  /** It reads what this instance has printed so far. */
  readonly logOf: string | null;
  readonly code: number;
  readonly output: Match | null;
}

/** A program of the lecturer's in a container of its own, on the workspace's network. */
export interface ScriptAction {
  readonly kind: "script";
  /** Relative to `checks/`. */
  readonly file: string;
  readonly text: string;
  /** One of this installation's images. */
  readonly image: string;
  /** What reads the script from its input. */
  readonly argv: readonly string[];
}

/** What bounds the checks of one experiment. */
export const checkLimits = {
  files: 16,
  checks: 16,
  stepsOfCheck: 32,
  steps: 96,
  /** Seconds: a JVM on a busy machine starts in 5, a database in 20. */
  within: { fallback: 15, minimum: 0.5, maximum: 60 },
  /** Seconds that all steps of all checks may take together; what waits longer than this is not a check. */
  altogether: 600,
  times: 10,
  /** Characters of a script. */
  script: 64 * 1024,
  count: 1000,
} as const;
