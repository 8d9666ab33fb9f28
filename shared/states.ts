/** Every noun's states and its one transition table (design: one vocabulary everywhere). */

export const workspaceStates = ["preparing", "ready", "suspended", "failed"] as const;
export type WorkspaceState = (typeof workspaceStates)[number];

export const buildStates = ["queued", "running", "succeeded", "failed", "cancelled", "timed-out"] as const;
export type BuildState = (typeof buildStates)[number];

export const instanceStates = [
  "empty", // nothing is deployed
  "ready", // deployed, the program was never started since
  "starting",
  "running",
  "paused",
  "stopping",
  "exited", // the program ended; exit code 0, or it was stopped
  "failed", // the program ended with another code, or could not be started
] as const;
export type InstanceState = (typeof instanceStates)[number];

export const terminalStates = ["opening", "open", "closing", "closed"] as const;
export type TerminalState = (typeof terminalStates)[number];

export const courseStates = ["draft", "open", "archived"] as const;
export type CourseState = (typeof courseStates)[number];

export const helpStates = [
  "waiting",
  "taken", // somebody who teaches looks at it
  "paused", // put aside until the student has tried something
  "closed",
] as const;
export type HelpState = (typeof helpStates)[number];

export const checkStates = [
  "running",
  "passed",
  "failed", // something that must hold does not
  "broken", // it could not be decided: the experiment, the engine or the server is to blame
  "cancelled",
] as const;
export type CheckState = (typeof checkStates)[number];

/** The parts of a run: a check in it, and a step of a check. */
export const checkPartStates = [
  "waiting", // its turn has not come
  "running",
  "passed",
  "failed",
  "broken",
  "skipped", // it was not tried, because something before it did not hold
] as const;
export type CheckPartState = (typeof checkPartStates)[number];

export const classCheckStates = [
  "running",
  "finished", // every copy was checked
  "cancelled",
  "broken", // the server was restarted meanwhile
] as const;
export type ClassCheckState = (typeof classCheckStates)[number];

type Table<S extends string> = Readonly<Record<S, readonly S[]>>;

export const workspaceTransitions: Table<WorkspaceState> = {
  preparing: ["ready", "failed"],
  ready: ["suspended", "failed", "preparing"],
  suspended: ["preparing"],
  failed: ["preparing"],
};

export const buildTransitions: Table<BuildState> = {
  queued: ["running", "cancelled", "failed"],
  running: ["succeeded", "failed", "cancelled", "timed-out"],
  succeeded: [],
  failed: [],
  cancelled: [],
  "timed-out": [],
};

export const instanceTransitions: Table<InstanceState> = {
  empty: ["ready"],
  ready: ["starting", "empty", "ready"],
  starting: ["running", "failed", "exited", "stopping", "empty"],
  running: ["paused", "stopping", "exited", "failed", "empty"],
  paused: ["running", "stopping", "exited", "failed", "empty"],
  stopping: ["exited", "failed", "empty"],
  exited: ["starting", "ready", "empty"],
  failed: ["starting", "ready", "empty"],
};

export const terminalTransitions: Table<TerminalState> = {
  opening: ["open", "closed"],
  open: ["closing", "closed"],
  closing: ["closed"],
  closed: [],
};

export const helpTransitions: Table<HelpState> = {
  waiting: ["taken", "closed"],
  taken: ["paused", "closed", "taken"],
  paused: ["taken", "closed"],
  closed: [],
};

export const checkTransitions: Table<CheckState> = {
  running: ["passed", "failed", "broken", "cancelled"],
  passed: [],
  failed: [],
  broken: [],
  cancelled: [],
};

export const checkPartTransitions: Table<CheckPartState> = {
  waiting: ["running", "skipped"],
  running: ["passed", "failed", "broken", "skipped"],
  passed: [],
  failed: [],
  broken: [],
  skipped: [],
};

export const classCheckTransitions: Table<ClassCheckState> = {
  running: ["finished", "cancelled", "broken"],
  finished: [],
  cancelled: [],
  broken: [],
};

/** Whether a noun may go from one state to another. */
export function mayBecome<S extends string>(table: Table<S>, from: S, to: S): boolean {
  return table[from].includes(to);
}

/** Whether a program is (perhaps) alive on an instance in this state. */
export function isLive(state: InstanceState): boolean {
  return state === "starting" || state === "running" || state === "paused" || state === "stopping";
}

/** Whether a build has ended. */
export function isOver(state: BuildState): boolean {
  return buildTransitions[state].length === 0;
}
