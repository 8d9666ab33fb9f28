import { createBuildPlaces } from "#server/builds/build-places";
import { type BuildChange, type BuildRecord, type BuildRecords, presentBuild } from "#server/builds/build-record";
import { type ActiveBuild, type BuildRunner, BuildStopped } from "#server/builds/build-runner";
import { type Log, logReference } from "#server/log";
import type { LogPage, LogStore } from "#server/logs/log-store";
import type { Hub } from "#server/sockets/handlers";
import type { Workspaces } from "#server/workspaces/workspaces";
import { UserError, unknownThing } from "#shared/failures";
import type { BuildId, WorkspaceId } from "#shared/ids";
import { isOver } from "#shared/states";
import type { BuildView } from "#shared/views";

/** The builds of all workspaces: one at a time in each, so many at a time on this machine. */
export interface Builds {
  /** Starts a build of the workspace's files. Throws UserError("busy") while one is under way. */
  start(workspace: WorkspaceId): Promise<BuildView>;
  cancel(workspace: WorkspaceId, id: BuildId): Promise<void>;
  /** A page of a build's output from an offset on. */
  log(workspace: WorkspaceId, id: BuildId, from: number): Promise<LogPage>;
  /** The last 20, newest first. */
  list(workspace: WorkspaceId): Promise<BuildView[]>;
  /** Whether the sources are others than those of a build, by content. */
  isStale(workspace: WorkspaceId, build: BuildId): Promise<boolean>;
  /** At the start of the server, when machines are known: takes up what runs, queues what waited, ends what was lost. */
  reconcile(): Promise<void>;
  /** Lets go of running builds; they run on for the next server. */
  close(): void;
}

interface BuildsParts {
  readonly records: BuildRecords;
  readonly runner: BuildRunner;
  readonly workspaces: Pick<Workspaces, "load">;
  readonly sourceHash: (workspace: WorkspaceId) => Promise<string>;
  readonly logs: LogStore;
  readonly hub: Hub;
  readonly log: Log;
  /** Builds at a time on this machine. */
  readonly atOnce: number;
}

/** The builds room. */
export function createBuilds(parts: BuildsParts): Builds {
  const { records, runner, workspaces, sourceHash, logs, hub, log } = parts;
  const places = createBuildPlaces(parts.atOnce);
  const active = new Map<WorkspaceId, ActiveBuild>();
  /** Workspaces whose build is being recorded, so that two clicks are one build. */
  const starting = new Set<WorkspaceId>();
  let closed = false;

  async function activate(record: BuildRecord): Promise<ActiveBuild> {
    const workspace = await workspaces.load(record.workspace);
    const build: ActiveBuild = {
      record,
      workspace,
      abort: new AbortController(),
      stopped: undefined,
      session: undefined,
      writer: undefined,
      say(stage) {
        build.record = { ...build.record, stage };
        publish(build.record);
      },
      async change(change) {
        const recorded = await records.change(build.record, change);
        // A stage is not recorded: it is only shown while it lasts.
        build.record = { ...recorded, stage: build.record.stage };
        publish(build.record);
      },
    };
    active.set(record.workspace, build);
    return build;
  }

  function publish(record: BuildRecord): void {
    hub.publish(record.workspace, "build:changed", presentBuild(record));
  }

  /** Waits for a place, runs, records the end; never rejects. */
  async function carryOut(build: ActiveBuild): Promise<void> {
    await concluding(build, async () => {
      const release = await places.take(build.abort.signal, (before) =>
        build.say(
          before === 0
            ? "Waiting for another build on this machine"
            : `Waiting for ${before + 1} other builds on this machine`,
        ),
      );
      try {
        await build.change({ state: "running", startedAt: Date.now() });
        return await runner.run(build);
      } finally {
        release();
      }
    });
  }

  /** Takes up a build that an earlier server began; never rejects. */
  async function takeUp(build: ActiveBuild): Promise<void> {
    const release = places.occupy();
    await concluding(build, () => runner.adopt(build)).finally(release);
  }

  async function concluding(build: ActiveBuild, work: () => Promise<BuildChange>): Promise<void> {
    let change: BuildChange;
    try {
      change = await work();
    } catch (error) {
      change = changeFor(build, error);
    }
    await build.writer
      ?.close()
      .catch((error: unknown) => log.warn({ err: error, build: build.record.id }, "a log could not be closed"));
    // The next server takes it up: that our links end now says nothing about it.
    if (closed) return;
    try {
      const record = await records.change(build.record, { endedAt: Date.now(), ...change });
      active.delete(build.record.workspace);
      publish(record);
      for (const old of await records.forgetOld(record.workspace)) await logs.remove(record.workspace, old);
    } catch (error) {
      active.delete(build.record.workspace);
      log.error({ err: error, build: build.record.id }, "a build's end could not be recorded");
    }
  }

  function changeFor(build: ActiveBuild, error: unknown): BuildChange {
    if (error instanceof BuildStopped || build.stopped === "cancelled") return { state: "cancelled" };
    if (error instanceof UserError) return { state: "failed", stage: error.message };
    const reference = logReference(log, error, { workspace: build.record.workspace, build: build.record.id });
    return {
      state: "failed",
      stage: `The build could not run. Try again; if it stays, tell your lecturer this reference: ${reference}.`,
    };
  }

  async function known(workspace: WorkspaceId, id: BuildId): Promise<BuildRecord> {
    const running = active.get(workspace)?.record;
    const record = running?.id === id ? running : await records.find(workspace, id);
    if (record === undefined) throw unknownThing();
    return record;
  }

  async function resume(record: BuildRecord): Promise<void> {
    const build = await activate(record);
    void (record.state === "queued" ? carryOut(build) : takeUp(build));
  }

  return {
    async start(id) {
      if (active.has(id) || starting.has(id)) {
        throw new UserError("busy", "A build is under way. Wait for its end, or cancel it.");
      }
      starting.add(id);
      try {
        const workspace = await workspaces.load(id);
        const build = await activate(await records.begin(id, workspace.written.build.command || "compose build"));
        publish(build.record);
        void carryOut(build);
        return presentBuild(build.record);
      } finally {
        starting.delete(id);
      }
    },
    async cancel(workspace, id) {
      const record = await known(workspace, id);
      const build = active.get(workspace);
      if (isOver(record.state) || build?.record.id !== id) throw new UserError("refused", "This build is over.");
      runner.stop(build, "cancelled");
    },
    async log(workspace, id, from) {
      await known(workspace, id);
      const build = active.get(workspace);
      if (build?.record.id === id) await build.writer?.flush().catch(() => undefined);
      return logs.read(workspace, id, from);
    },
    async list(workspace) {
      const running = active.get(workspace)?.record;
      const listed = await records.list(workspace);
      return listed.map((record) => presentBuild(record.id === running?.id ? running : record));
    },
    async isStale(workspace, id) {
      const build = await records.find(workspace, id);
      return build?.sourceHash !== undefined && build.sourceHash !== (await sourceHash(workspace));
    },
    async reconcile() {
      for (const record of await records.alive()) {
        if (active.has(record.workspace)) continue;
        await resume(record).catch((error: unknown) => logReference(log, error, { build: record.id }));
      }
    },
    close() {
      closed = true;
    },
  };
}
