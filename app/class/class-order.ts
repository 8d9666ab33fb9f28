import type { ClassStudent, ClassWorkspace } from "#shared/class";

/** What is asked of the list. */
export interface ClassWish {
  /** A part of the name. */
  readonly name: string;
  /** An experiment's slug; "" for all. */
  readonly experiment: string;
  /** A group's name; "" for all. */
  readonly group: string;
  readonly only: ClassFilter;
  readonly by: ClassSort;
  readonly descending: boolean;
}

export const classFilters = ["all", "hand", "online", "failing", "quiet"] as const;
export type ClassFilter = (typeof classFilters)[number];

export const classSorts = ["help", "name", "experiment", "instances", "build", "failure", "progress"] as const;
export type ClassSort = (typeof classSorts)[number];

/** A line of the page: a student with the workspace that the line is about. */
export interface ClassLine {
  readonly student: ClassStudent;
  readonly workspace: ClassWorkspace | undefined;
}

/** Without progress for so long somebody who is there may be stuck. */
export const quietAfter = 10 * 60_000;

/** The lines in the order asked for; ties by name. `now` decides who is quiet. */
export function orderClass(students: readonly ClassStudent[], wish: ClassWish, now: number): ClassLine[] {
  const wanted = wish.name.trim().toLowerCase();
  const direction = wish.descending ? -1 : 1;
  return students
    .map((student) => ({ student, workspace: workspaceOf(student, wish.experiment) }))
    .filter(({ student }) => student.name.toLowerCase().includes(wanted))
    .filter(({ student }) => wish.group === "" || student.group === wish.group)
    .filter(({ workspace }) => wish.experiment === "" || workspace !== undefined)
    .filter((line) => passes(line, wish.only, now))
    .toSorted(
      (a, b) =>
        direction * compare(keyOf(a, wish.by, now), keyOf(b, wish.by, now)) ||
        a.student.name.localeCompare(b.student.name, "de"),
    );
}

/** How many lines each filter would leave, for its button. */
export function countClass(students: readonly ClassStudent[], now: number): Record<ClassFilter, number> {
  const lines = students.map((student) => ({ student, workspace: workspaceOf(student, "") }));
  const count = (only: ClassFilter) => lines.filter((line) => passes(line, only, now)).length;
  return {
    all: count("all"),
    hand: count("hand"),
    online: count("online"),
    failing: count("failing"),
    quiet: count("quiet"),
  };
}

function workspaceOf(student: ClassStudent, experiment: string): ClassWorkspace | undefined {
  return student.workspaces.find((one) => experiment === "" || one.experiment.slug === experiment);
}

function passes({ student, workspace }: ClassLine, only: ClassFilter, now: number): boolean {
  switch (only) {
    case "all":
      return true;
    case "hand":
      return student.hand !== undefined;
    case "online":
      return student.online;
    case "failing":
      return fails(workspace);
    case "quiet":
      return isQuiet({ student, workspace }, now);
  }
}

/** Somebody who is there and has got nothing done for a while. */
export function isQuiet({ student, workspace }: ClassLine, now: number): boolean {
  if (!student.online || workspace === undefined) return false;
  return now - (workspace.progressAt ?? workspace.openedAt) >= quietAfter;
}

/** The newest build or an instance failed and nothing has mended it yet. */
export function fails(workspace: ClassWorkspace | undefined): boolean {
  if (workspace === undefined) return false;
  const build = workspace.build?.state;
  return build === "failed" || build === "timed-out" || failedInstances(workspace) > 0;
}

function failedInstances(workspace: ClassWorkspace): number {
  return workspace.instances.filter((one) => one.state === "failed" || one.health === "unhealthy").length;
}

/** Sorts after every moment and every name. */
const last = Number.MAX_SAFE_INTEGER;

function keyOf(line: ClassLine, by: ClassSort, now: number): string | number {
  const { student, workspace } = line;
  switch (by) {
    case "help":
      return needOf(line, now);
    case "name":
      return student.name;
    case "experiment":
      return workspace?.experiment.title ?? "\uffff";
    case "instances":
      return workspace === undefined ? last : -failedInstances(workspace);
    case "build":
      return workspace?.build === undefined ? last : -workspace.build.at;
    case "failure":
      return workspace?.failure === undefined ? last : -workspace.failure.at;
    case "progress":
      return workspace?.progressAt ?? last;
  }
}

/** Who needs somebody most: a hand, then what fails, then who is quiet, then who is there, then who was, then the rest. */
function needOf(line: ClassLine, now: number): number {
  if (line.student.hand !== undefined) return 0;
  if (line.student.online) return fails(line.workspace) ? 1 : isQuiet(line, now) ? 2 : 3;
  return line.workspace === undefined ? 5 : 4;
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "de");
}
