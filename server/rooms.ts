import path from "node:path";
import { createArtifacts } from "#server/artifacts/artifacts";
import { createBuildRecords } from "#server/builds/build-record";
import { createBuildRunner } from "#server/builds/build-runner";
import { createBuilds } from "#server/builds/builds";
import { createCheckRecords } from "#server/checks/check-record";
import { createCheckRunner } from "#server/checks/check-runner";
import { createCheckSource } from "#server/checks/check-source";
import { createChecks } from "#server/checks/checks";
import { createClassCheckRecords } from "#server/checks/class-check-record";
import { createClassChecks } from "#server/checks/class-checks";
import { createCleanCopies } from "#server/checks/clean-copies";
import { createClassRecords } from "#server/class/class-records";
import { createClasses } from "#server/class/classes";
import { createProgress } from "#server/class/progress";
import { createComposedRunner } from "#server/compositions/composed-runner";
import { createCompositions } from "#server/compositions/compositions";
import { createFiles } from "#server/files/files";
import type { Ground } from "#server/ground";
import { createHelp } from "#server/help/help";
import { createHelpLines } from "#server/help/help-lines";
import { createInstances } from "#server/instances/instances";
import { createLogStore } from "#server/logs/log-store";
import { createConsumption } from "#server/operator/consumption";
import { createImageRoom } from "#server/operator/image-room";
import { createOperatorRoom } from "#server/operator/operator-room";
import { createDriving } from "#server/people/driving";
import { createGuests } from "#server/people/guests";
import { createPreviews } from "#server/previews/previews";
import { createRecordingPolicy } from "#server/recordings/recording-policy";
import { createRecordingShelf } from "#server/recordings/recording-shelf";
import { createRecordings } from "#server/recordings/recordings";
import { repeat } from "#server/repeat";
import { createRuns } from "#server/runs/runs";
import { createKeptTexts } from "#server/shared-texts/kept-texts";
import { createSharedTexts } from "#server/shared-texts/shared-texts";
import { removeOldCopies } from "#server/submissions/old-copies";
import { createSubmissions } from "#server/submissions/submissions";
import { createTerminalBook } from "#server/terminals/terminal-book";
import { createTerminals } from "#server/terminals/terminals";
import { suspendClosed } from "#server/workspaces/closed";
import { createIdle } from "#server/workspaces/idle";
import { createRemovals } from "#server/workspaces/removals";
import { createSuspension } from "#server/workspaces/suspension";
import { serviceImages } from "#shared/experiment/experiment";
import type { WorkspaceId } from "#shared/ids";
import { isLive } from "#shared/states";

/** What nobody refers to may lie about for an hour. */
const SWEEP_MS = 60 * 60 * 1000;
/** What runs where nothing may be started any more ends within this time. */
const CLOSED_LOOK_MS = 5000;
/** Deleted workspaces are gone within this time and what their removal takes. */
const REMOVAL_MS = 5000;
/** A version that is published is pinned to its images within this time, or with its first workspace. */
const PIN_MS = 5000;
/** How exactly an idle workspace's time is kept. */
const IDLE_LOOK_MS = 30_000;
/** Kept of one terminal's recording: hours of typing, some 100,000 lines. */
const TAPE_BYTES = 8 * 1024 * 1024;

/** All rooms of the server. */
export type Rooms = ReturnType<typeof createRooms>;

/** Furnishes the rooms on their ground. Whoever creates them closes them. */
export function createRooms(ground: Ground) {
  const { config, log, database, machines, workspaces, environment, pages, root, stillHolds, audit, people } = ground;
  const inData = (folder: string) => path.join(config.data, folder);

  const files = createFiles({
    root,
    results: async (id) => (await workspaces.load(id)).experiment.build.artifacts.map((artifact) => artifact.path),
    hub: pages,
    presence: pages,
    failed: (error, workspace) => log.warn({ err: error, workspace }, "the files could not be watched"),
  });
  const texts = createSharedTexts({ files, kept: createKeptTexts(inData("texts")), log });
  const artifacts = createArtifacts({ database, root, hub: pages, directory: inData("artifacts") });
  const buildLogs = createLogStore({ root: inData("builds") });
  const buildRecords = createBuildRecords(database);
  const composedRunner = createComposedRunner({
    ...{ machines, environment, files, pages, logs: buildLogs, engine: ground.engine, asides: ground.asides },
    ...{ disks: ground.disks, installation: config.installation, pins: ground.pins },
    inner: createBuildRunner({ machines, environment, files, artifacts, pages, logs: buildLogs }),
  });
  const builds = createBuilds({
    ...{ workspaces, log, sourceHash: files.sourceHash, logs: buildLogs, hub: pages, atOnce: config.buildsAtOnce },
    records: buildRecords,
    runner: composedRunner,
  });
  const runs = createRuns(database);
  const logs = createLogStore({ root: inData("runs") });
  const tapes = createLogStore({ root: inData("recordings"), keptBytes: TAPE_BYTES });
  const recordings = createRecordings({
    ...{ tapes, log, hub: pages, policy: createRecordingPolicy(database) },
    shelf: createRecordingShelf(inData("recordings")),
    async console(workspace, id) {
      const run = await runs.find(workspace, id);
      return { endedAt: run?.endedAt, bytes: run?.logBytes ?? 0 };
    },
  });
  const instances = createInstances({
    ...{ ...ground, logs },
    runs: {
      ...runs,
      async begin(run) {
        const begun = await runs.begin(run);
        recordings.runBegan(begun);
        return begun;
      },
    },
    materialize: artifacts.materialize,
    isStale: builds.isStale,
  });
  const terminals = createTerminals({
    ...{ machines, workspaces, environment, log, hub: pages },
    book: createTerminalBook(inData("terminals")),
    observer: recordings.observer,
  });
  const previews = createPreviews({
    ...{ machines, workspaces, stillHolds, log, ports: config.previewPorts },
    host: config.previewHost,
    publicHost: config.publicHost,
  });

  const settleTexts = (workspace: WorkspaceId) => texts.settle(workspace);
  const compositions = createCompositions({
    ...{
      plans: ground.plans,
      runner: composedRunner,
      workspaces,
      instances,
      builds,
      machines,
      settleTexts,
      pages,
      log,
    },
    ...{ engine: ground.engine, installation: config.installation },
  });
  const source = createCheckSource(database);
  const { apply } = compositions;
  const runner = createCheckRunner({
    instances,
    builds,
    machines,
    environment,
    logs,
    pages,
    workspaces,
    apply,
    asides: ground.asides,
    pins: ground.pins,
  });
  const checks = createChecks({
    ...{ workspaces, instances, builds, pages, log, source, runner, settleTexts, apply },
    records: createCheckRecords(database),
  });
  const classChecks = createClassChecks({
    ...{ source, runner, log },
    records: createClassCheckRecords(database),
    copies: createCleanCopies({
      ...{ database, workspaces, files, instances, machines, settleTexts },
      ...{ disks: ground.disks, volumes: ground.volumes, folders: ground.folders },
    }),
  });

  const submissions = createSubmissions({
    ...ground.submissions,
    ...{ files, workspaces, instances, checks, settleTexts, hub: pages },
  });

  people.onChange(({ workspace }) => terminals.recheck(workspace));
  const guests = createGuests({ database, people, audit });
  const driving = createDriving({ people, audit, lowerGuests: guests.lower });
  const help = createHelp({
    ...{ database, audit, hub: pages },
    lines: createHelpLines({
      ...{ builds: buildRecords, buildLogs, runLogs: logs, instances: instances.all },
    }),
  });

  const suspension = createSuspension({ database, machines, instances, builds, log });
  const idle = createIdle({
    ...{ running: machines.running, pages, suspension, idleMs: config.idleMinutes * 60_000 },
    hasPrograms: (workspace) => instances.peek(workspace)?.some(({ state }) => isLive(state)) ?? false,
  });
  const { measure } = createConsumption({
    ...{ database, engine: ground.engine, disks: ground.disks, running: machines.running, data: config.data },
    ...{ viewers: pages.viewers, quotas: ground.quotas },
    isPaused: ({ key }) => machines.state(key) === "paused",
  });
  const operator = createOperatorRoom({
    ...{ measure, suspension, known: ground.known, audit, quotas: ground.quotas, log },
    imageRoom: createImageRoom(ground.engine, serviceImages, ground.pins.needed),
  });

  const progress = createProgress(database, log);
  files.onChange(progress.made);
  const classes = createClasses({
    ...{ help, people, instances, progress, pages, log },
    records: createClassRecords(database),
  });

  /** What depends on the files and may have changed with them; runs in the background, notices tell the rest. */
  function filesChanged(workspace: WorkspaceId): void {
    Promise.all([instances.refreshStale(workspace), workspaces.refresh(workspace)]).catch((error: unknown) =>
      log.warn({ err: error, workspace }, "what depends on the files could not be refreshed"),
    );
  }
  files.onChange(filesChanged);

  /** Removes content and logs that nothing refers to any more. */
  async function sweep(): Promise<void> {
    await artifacts.sweep();
    for (const store of [buildLogs, logs, texts]) await store.sweep(ground.known);
    await recordings.sweep(ground.known);
    await submissions.sweep();
    await removeOldCopies(database, (workspace) => pages.viewers(workspace) > 0, Date.now());
  }

  const removals = createRemovals({
    ...{ database, machines, disks: ground.disks, volumes: ground.volumes, sweep },
    forget(workspace) {
      files.forget(workspace);
      instances.forget(workspace);
      workspaces.forget(workspace);
    },
    placesOf: (workspace) => [
      ...["instances", "builds", "runs", "recordings", "texts"].map((folder) => path.join(inData(folder), workspace)),
      path.join(inData("terminals"), `${workspace}.json`),
    ],
  });
  const stops = [
    repeat(sweep, SWEEP_MS, log, "not swept"),
    repeat(ground.pins.pinNew, PIN_MS, log, "images of new versions are not pinned yet"),
    repeat(idle.round, IDLE_LOOK_MS, log, "idle workspaces could not be suspended"),
    repeat(removals.round, REMOVAL_MS, log, "not removed yet"),
    repeat(
      () => suspendClosed({ database, running: machines.running, suspension }),
      CLOSED_LOOK_MS,
      log,
      "what may not run any more was not suspended",
    ),
  ];

  return {
    ...{ files, texts, artifacts, builds, runs, logs, tapes, recordings, instances, terminals, previews, filesChanged },
    ...{ guests, driving, help, classes, checks, classChecks, compositions, submissions, suspension, idle, operator },
    /** Brings what runs and what the database believes together. */
    async reconcile() {
      // First what was deleted on purpose: files that nobody deleted are only put aside.
      await removals.round();
      await classChecks.reconcile();
      await machines.reconcile(await ground.known());
      await Promise.all([instances.reconcile(), builds.reconcile()]);
      await checks.reconcile();
      await sweep();
    },
    /** Ends what would start or tell something; logs stay open until `instances.close`. */
    async quiet() {
      for (const stop of stops) stop();
      idle.dispose();
      await texts.close();
      files.close();
      checks.close();
      classChecks.close();
      builds.close();
      terminals.dispose();
      await recordings.close();
      classes.dispose();
      operator.dispose();
      people.dispose();
      await progress.close();
      await previews.close();
    },
  };
}
