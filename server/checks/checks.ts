import type { Builds } from "#server/builds/builds";
import { cutParts, waitingParts } from "#server/checks/check-progress";
import { type CheckRecord, type CheckRecords, presentCheckRun } from "#server/checks/check-record";
import type { CheckRunner } from "#server/checks/check-runner";
import type { CheckSource } from "#server/checks/check-source";
import { createPreparation } from "#server/checks/preparation";
import type { Compositions } from "#server/compositions/compositions";
import type { Instances } from "#server/instances/instances";
import { type Log, logReference } from "#server/log";
import type { Pages } from "#server/sockets/hub";
import type { Workspace } from "#server/workspaces/workspace";
import type { Workspaces } from "#server/workspaces/workspaces";
import { type Check, checkLimits } from "#shared/checks/check";
import type { CheckOutline, CheckRunView } from "#shared/checks/views";
import { UserError } from "#shared/failures";
import type { CheckRunId, UserId, WorkspaceId } from "#shared/ids";
import { isOver } from "#shared/states";
import type { LaunchParams } from "#shared/views";

/** The checks of all workspaces: one run at a time in each. */
export interface Checks {
  /** What is checked in a workspace, and its last runs, newest first. */
  list(workspace: WorkspaceId): Promise<{ outline: CheckOutline; runs: CheckRunView[] }>;
  /** Begins a run; notices tell the rest. Throws UserError when there is nothing to check, or something is under way. */
  run(workspace: WorkspaceId, by: { readonly id: UserId; readonly name: string }): Promise<CheckRunView>;
  /** Ends a run; resolves when nothing of it runs any more. */
  cancel(workspace: WorkspaceId, id: CheckRunId): Promise<void>;
  /** Whether a run has the instances of a workspace for itself. */
  isRunning(workspace: WorkspaceId): boolean;
  /** At the start of the server, when instances are known: runs of an earlier server are broken, and what they changed is put back. */
  reconcile(): Promise<void>;
  /** Lets go of what runs; the next server says that it was cut off. */
  close(): void;
}

interface ChecksParts {
  readonly records: CheckRecords;
  readonly source: CheckSource;
  readonly runner: CheckRunner;
  readonly workspaces: Pick<Workspaces, "load" | "ready">;
  readonly instances: Pick<Instances, "all" | "controls" | "ordered" | "deployer" | "refreshStale">;
  readonly builds: Pick<Builds, "list" | "start" | "cancel">;
  readonly apply: Compositions["apply"];
  /** Resolves when everything that was typed into the files is in them. */
  readonly settleTexts: (workspace: WorkspaceId) => Promise<void>;
  readonly pages: Pages;
  readonly log: Log;
}

/** Steps may take ten minutes, the build before them another ten, stops in between some more. */
const LONGEST_MS = (checkLimits.altogether + 1200) * 1000;

interface ActiveRun {
  record: CheckRecord;
  readonly workspace: Workspace;
  readonly abort: AbortController;
  cancelled: boolean;
  readonly done: Promise<void>;
}

/** How a run ended. */
type Ending = Pick<CheckRecord, "state"> & { note?: string };

/** The checks room. */
export function createChecks(parts: ChecksParts): Checks {
  const { records, source, runner, workspaces, instances, builds, settleTexts, pages, log } = parts;
  const active = new Map<WorkspaceId, ActiveRun>();
  /** Workspaces whose run is being recorded, so that two clicks are one run. */
  const starting = new Set<WorkspaceId>();
  let closed = false;

  async function checksOf(workspace: Workspace): Promise<readonly Check[]> {
    const parsed = await source.of(workspace);
    if (!parsed.ok) throw new UserError("refused", unreadable);
    if (parsed.checks.length === 0) throw new UserError("refused", "This experiment has no checks.");
    return parsed.checks;
  }

  async function begin(id: WorkspaceId, by: { id: UserId; name: string }): Promise<CheckRunView> {
    const workspace = await workspaces.ready(id);
    const checks = await checksOf(workspace);
    const [newest] = await builds.list(id);
    if (newest !== undefined && !isOver(newest.state))
      throw new UserError("busy", "A build is under way. Wait for its end, then check.");
    await settleTexts(id);
    const record = await records.begin(id, {
      by: by.name,
      byId: by.id,
      parts: waitingParts(runner.parts(checks)),
      launches: await launchesOf(id),
    });
    const abort = new AbortController();
    let finish: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const run: ActiveRun = { record, workspace, abort, cancelled: false, done };
    active.set(id, run);
    publish(run);
    void carryOut(run, checks).finally(finish);
    return presentCheckRun(record);
  }

  async function launchesOf(id: WorkspaceId): Promise<Record<string, LaunchParams>> {
    const changed = (await instances.all(id)).filter((one) => Object.keys(one.deployment?.launch ?? {}).length > 0);
    return Object.fromEntries(changed.map(({ name, deployment }) => [name, deployment?.launch ?? {}]));
  }

  function publish({ record }: ActiveRun): void {
    pages.publish(record.workspace, "check:changed", presentCheckRun(record));
  }

  /** Runs, puts everything back, records the end; never rejects. */
  async function carryOut(run: ActiveRun, checks: readonly Check[]): Promise<void> {
    const timer = setTimeout(() => run.abort.abort(), LONGEST_MS);
    const { signal } = run.abort;
    const keep = createKeeping(run);
    let ending: Ending;
    try {
      const tell = (view: CheckRunView["parts"]) => {
        run.record = { ...run.record, parts: view };
        if (closed) return;
        publish(run);
        keep.now();
      };
      const initial = run.record.parts;
      const task = { workspace: run.workspace, checks, initial, signal };
      ending = { state: await runner.run({ ...task, tell: (view) => tell([...view]) }) };
    } catch (error) {
      ending = endingOf(run, error);
    } finally {
      clearTimeout(timer);
      await keep.done();
    }
    if (closed) return;
    await putBack(run.record).catch((error: unknown) => logReference(log, error, { check: run.record.id }));
    await conclude(run, ending);
  }

  /** Records how a run goes while it does, one writing at a time: a later server can then say how far it came. */
  function createKeeping(run: ActiveRun) {
    let writing: Promise<void> | undefined;
    let isNewer = false;
    async function write(): Promise<void> {
      while (isNewer) {
        isNewer = false;
        await records
          .save(run.record, "running")
          .catch((error: unknown) =>
            log.warn({ err: error, check: run.record.id }, "a run of checks was not recorded"),
          );
      }
      writing = undefined;
    }
    return {
      now() {
        isNewer = true;
        writing ??= write();
      },
      done: async () => writing,
    };
  }

  function endingOf(run: ActiveRun, error: unknown): Ending {
    if (run.cancelled) return { state: "cancelled" };
    if (run.abort.signal.aborted) return { state: "broken", note: "The checks took too long and were ended." };
    if (error instanceof UserError) return { state: "broken", note: error.message };
    const reference = closed ? "" : logReference(log, error, { workspace: run.workspace.id, check: run.record.id });
    const note = `The checks could not go on. Try again; if it stays, tell your lecturer this reference: ${reference}.`;
    return { state: "broken", note };
  }

  async function conclude(run: ActiveRun, ending: Ending): Promise<void> {
    run.record = { ...run.record, ...ending, endedAt: Date.now() };
    try {
      await records.save(run.record, "running");
      await records.forgetOld(run.record.workspace);
    } catch (error) {
      log.error({ err: error, check: run.record.id }, "the end of a run of checks could not be recorded");
    }
    active.delete(run.record.workspace);
    publish(run);
  }

  /** Stops what the checks started, and gives instances the launch parameters that the student had chosen. */
  async function putBack({ workspace, launches }: CheckRecord): Promise<void> {
    const all = await instances.all(workspace);
    const preparation = createPreparation({ workspace, instances, builds, pages, apply: parts.apply, expected: [] });
    await preparation.halt(new AbortController().signal);
    for (const instance of all) {
      const launch = launches[instance.name];
      if (launch !== undefined) await instances.deployer.configure(instance, launch);
    }
  }

  async function settle(record: CheckRecord): Promise<void> {
    const note = "The server was restarted while this ran, so nothing can be said. Check again.";
    await records.save(
      { ...record, state: "broken", note, endedAt: Date.now(), parts: cutParts(record.parts, "broken") },
      record.state,
    );
    await putBack(record);
  }

  return {
    async list(id) {
      const parsed = await source.of(await workspaces.load(id));
      const running = active.get(id)?.record;
      const runs = (await records.list(id)).map((record) =>
        presentCheckRun(record.id === running?.id ? running : record),
      );
      const checks = parsed.ok ? parsed.checks : [];
      const outline: CheckOutline = {
        checks: checks.map(({ name, steps }) => ({ name, steps: steps.map(({ title }) => title) })),
        ...(parsed.ok ? {} : { problem: unreadable }),
      };
      return { outline, runs };
    },
    async run(id, by) {
      if (active.has(id) || starting.has(id))
        throw new UserError("busy", "The checks are running. Wait for their end, or cancel them.");
      starting.add(id);
      try {
        return await begin(id, by);
      } finally {
        starting.delete(id);
      }
    },
    async cancel(workspace, id) {
      const run = active.get(workspace);
      if (run?.record.id !== id) throw new UserError("refused", "This run of the checks is over.");
      run.cancelled = true;
      run.abort.abort();
      await run.done;
    },
    isRunning: (workspace) => active.has(workspace) || starting.has(workspace),
    async reconcile() {
      for (const record of await records.alive()) {
        if (active.has(record.workspace)) continue;
        await settle(record).catch((error: unknown) => logReference(log, error, { check: record.id }));
      }
    },
    close() {
      closed = true;
      for (const run of active.values()) run.abort.abort();
    },
  };
}

const unreadable = "The checks of this experiment cannot be read. Tell your lecturer.";
