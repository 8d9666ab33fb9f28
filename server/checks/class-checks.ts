import { waitingParts } from "#server/checks/check-progress";
import type { CheckRunner } from "#server/checks/check-runner";
import type { CheckSource } from "#server/checks/check-source";
import type { ClassCheckRecords } from "#server/checks/class-check-record";
import type { CleanCopies } from "#server/checks/clean-copies";
import { type Log, logReference } from "#server/log";
import type { ClassCheckResult, ClassCheckView } from "#shared/checks/class-views";
import type { CheckPartView } from "#shared/checks/views";
import { UserError, unknownThing } from "#shared/failures";
import type { ClassCheckId, CourseId, UserId, WorkspaceId } from "#shared/ids";

/** An experiment's checks on clean copies of everybody's files, one copy after the other. */
export interface ClassChecks {
  newest(course: CourseId, experiment: string): Promise<ClassCheckView | null>;
  /** Begins a run; listeners hear the rest. Throws UserError when nobody has begun, or a run is under way on this machine. */
  run(
    course: CourseId,
    experiment: string,
    by: { readonly user: UserId; readonly name: string },
  ): Promise<ClassCheckView>;
  /** Ends a run of the course; resolves when nothing of it is left. */
  cancel(course: CourseId, id: ClassCheckId): Promise<void>;
  /** Calls back whenever a run of the course changes. Returns the unsubscriber. */
  listen(course: CourseId, listener: (run: ClassCheckView) => void): () => void;
  /** At the start of the server, before it looks for what nobody owns: removes copies that were left behind. */
  reconcile(): Promise<void>;
  /** Lets go of what runs; the next server cleans up. */
  close(): void;
}

interface ClassChecksParts {
  readonly records: ClassCheckRecords;
  readonly source: CheckSource;
  readonly runner: CheckRunner;
  readonly copies: CleanCopies;
  readonly log: Log;
}

/** One student's checks may take as long as a student's own: a build and ten minutes of steps. */
const COPY_MS = 20 * 60 * 1000;

interface ActiveRun {
  view: ClassCheckView;
  readonly course: CourseId;
  readonly abort: AbortController;
  done: Promise<void>;
}

/** The class checks of this server. */
export function createClassChecks({ records, source, runner, copies, log }: ClassChecksParts): ClassChecks {
  const listeners = new Map<CourseId, Set<(run: ClassCheckView) => void>>();
  let active: ActiveRun | undefined;
  let isStarting = false;
  let closed = false;

  function announce(run: ActiveRun): void {
    for (const listener of listeners.get(run.course) ?? []) listener(run.view);
  }

  async function change(run: ActiveRun, result: ClassCheckResult): Promise<void> {
    const results = run.view.results.map((one) => (one.workspace === result.workspace ? result : one));
    run.view = { ...run.view, results };
    announce(run);
    if (!closed) await records.saveResult(run.view.id, result);
  }

  async function carryOut(run: ActiveRun): Promise<void> {
    for (const result of run.view.results) {
      if (run.abort.signal.aborted) await change(run, { ...result, state: "skipped" });
      else {
        await change(run, { ...result, state: "running" });
        const checked = await checkOne(result.workspace, run.abort.signal);
        await change(run, { ...result, ...checked, endedAt: Date.now() });
      }
      if (closed) return;
    }
    const state = run.abort.signal.aborted ? "cancelled" : "finished";
    run.view = { ...run.view, state, endedAt: Date.now() };
    await records.end(run.view);
  }

  /** How the checks go on a copy of one workspace; never rejects. */
  async function checkOne(
    student: WorkspaceId,
    cancelled: AbortSignal,
  ): Promise<Pick<ClassCheckResult, "state" | "checks" | "note">> {
    const signal = AbortSignal.any([cancelled, AbortSignal.timeout(COPY_MS)]);
    let parts: readonly CheckPartView[] = [];
    try {
      const workspace = await copies.make(student);
      try {
        const parsed = await source.of(workspace);
        if (!parsed.ok || parsed.checks.length === 0)
          return {
            state: "skipped",
            checks: [],
            note: "This version of the experiment has no checks that can be read.",
          };
        const initial = waitingParts(runner.parts(parsed.checks));
        const task = { workspace, checks: parsed.checks, initial, signal };
        const tell = (now: readonly CheckPartView[]) => {
          parts = now;
        };
        const state = await runner.run({ ...task, tell });
        return { state: state === "passed" || state === "failed" ? state : "broken", ...inShort(parts) };
      } finally {
        await copies.remove(workspace.id);
      }
    } catch (error) {
      if (cancelled.aborted) return { state: "skipped", checks: [] };
      const note = error instanceof UserError ? error.message : reference(error, student);
      return { state: "broken", ...inShort(parts), note };
    }
  }

  function reference(error: unknown, workspace: WorkspaceId): string {
    return `It could not be checked. The reference is ${logReference(log, error, { workspace })}.`;
  }

  async function begin(course: CourseId, experiment: string, by: { user: UserId; name: string }): Promise<ActiveRun> {
    const students = await records.workspaces(course, experiment);
    if (students.length === 0)
      throw new UserError("refused", "No student has started this experiment, so there is nothing to check.");
    const results = students.map((one): ClassCheckResult => ({ ...one, state: "waiting", checks: [] }));
    const view = await records.begin(course, experiment, by, results);
    return { view, course, abort: new AbortController(), done: Promise.resolve() };
  }

  return {
    async newest(course, experiment) {
      const { view } = active ?? {};
      if (active?.course === course && view?.experiment === experiment) return view ?? null;
      return (await records.newest(course, experiment)) ?? null;
    },
    async run(course, experiment, by) {
      if (active !== undefined || isStarting)
        throw new UserError("busy", "Checks of a class are running on this machine already. Wait for their end.");
      isStarting = true;
      try {
        const run = await begin(course, experiment, by);
        active = run;
        run.done = carryOut(run)
          .catch((error: unknown) => log.error({ err: error, run: run.view.id }, "the checks of a class were cut off"))
          .finally(() => {
            active = undefined;
            announce(run);
          });
        return run.view;
      } finally {
        isStarting = false;
      }
    },
    async cancel(course, id) {
      if (active?.course !== course || active.view.id !== id) throw unknownThing();
      active.abort.abort();
      await active.done;
    },
    listen(course, listener) {
      const heard = listeners.get(course) ?? new Set();
      listeners.set(course, heard.add(listener));
      return () => {
        heard.delete(listener);
        if (heard.size === 0) listeners.delete(course);
      };
    },
    async reconcile() {
      await records.breakAll();
      await copies.removeAll();
    },
    close() {
      closed = true;
      active?.abort.abort();
    },
  };
}

/** What a lecturer reads of a run in a line: the checks, and the first thing that did not hold with what was seen. */
function inShort(parts: readonly CheckPartView[]): Pick<ClassCheckResult, "checks" | "note"> {
  const [preparation, ...checks] = parts;
  const all = preparation?.state === "passed" ? checks : parts;
  const step = parts.flatMap((part) => part.steps).find(({ state }) => state === "failed" || state === "broken");
  const seen = step?.evidence[0];
  const telling = seen?.lines.find((line) => /exception|error|refused/i.test(line)) ?? seen?.lines.at(-1);
  const note =
    step === undefined ? undefined : [`${step.title}:`, seen?.says, telling?.trim()].filter(Boolean).join(" ");
  return {
    checks: all.map(({ name, state }) => ({ name, state })),
    ...(note === undefined ? {} : { note: note.slice(0, 500) }),
  };
}
