import path from "node:path";
import { createArtifacts } from "#server/artifacts/artifacts";
import { createBuildRecords } from "#server/builds/build-record";
import { createBuildRunner } from "#server/builds/build-runner";
import { createBuilds } from "#server/builds/builds";
import { createFiles } from "#server/files/files";
import type { Ground } from "#server/ground";
import { createInstances } from "#server/instances/instances";
import { createLogStore } from "#server/logs/log-store";
import { createPreviews } from "#server/previews/previews";
import { createRuns } from "#server/runs/runs";
import { createTerminalBook } from "#server/terminals/terminal-book";
import { createTerminals } from "#server/terminals/terminals";
import type { WorkspaceId } from "#shared/ids";

/** What nobody refers to may lie about for an hour. */
const SWEEP_MS = 60 * 60 * 1000;

/** All rooms of the server. */
export type Rooms = ReturnType<typeof createRooms>;

/** Furnishes the rooms on their ground. Whoever creates them closes them. */
export function createRooms(ground: Ground) {
  const { config, log, database, machines, workspaces, environment, pages, root, stillHolds } = ground;
  const inData = (folder: string) => path.join(config.data, folder);

  const files = createFiles({
    root,
    results: async (id) => (await workspaces.load(id)).experiment.build.artifacts.map((artifact) => artifact.path),
    hub: pages,
    presence: pages,
    failed: (error, workspace) => log.warn({ err: error, workspace }, "the files could not be watched"),
  });
  const artifacts = createArtifacts({ database, root, hub: pages, directory: inData("artifacts") });
  const buildLogs = createLogStore({ root: inData("builds") });
  const builds = createBuilds({
    ...{ workspaces, log, sourceHash: files.sourceHash, logs: buildLogs, hub: pages, atOnce: config.buildsAtOnce },
    records: createBuildRecords(database),
    runner: createBuildRunner({ machines, environment, files, artifacts, pages, logs: buildLogs }),
  });
  const runs = createRuns(database);
  const logs = createLogStore({ root: inData("runs") });
  const instances = createInstances({
    ...{ ...ground, runs, logs },
    materialize: artifacts.materialize,
    isStale: builds.isStale,
  });
  const terminals = createTerminals({
    ...{ machines, workspaces, environment, log, hub: pages },
    book: createTerminalBook(inData("terminals")),
  });
  const previews = createPreviews({
    ...{ machines, workspaces, stillHolds, log, ports: config.previewPorts },
    host: config.previewHost,
    publicHost: config.publicHost,
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
    for (const store of [buildLogs, logs]) await store.sweep(ground.known);
  }
  const sweeping = setInterval(
    () => void sweep().catch((error: unknown) => log.warn({ err: error }, "not swept")),
    SWEEP_MS,
  );
  sweeping.unref();

  return {
    ...{ files, artifacts, builds, runs, logs, instances, terminals, previews, filesChanged },
    /** Brings what runs and what the database believes together. */
    async reconcile() {
      await machines.reconcile(await ground.known());
      await Promise.all([instances.reconcile(), builds.reconcile()]);
      await sweep();
    },
    /** Ends what would start or tell something; logs stay open until `instances.close`. */
    async quiet() {
      clearInterval(sweeping);
      files.close();
      builds.close();
      terminals.dispose();
      await previews.close();
    },
  };
}
