import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { createDatabase, type Database } from "#prisma/client";
import { createArtifacts } from "#server/artifacts/artifacts";
import { createPackageRoute } from "#server/artifacts/package-route";
import { createBuildHandlers } from "#server/builds/build-handlers";
import { createBuildRecords } from "#server/builds/build-record";
import { createBuildRunner } from "#server/builds/build-runner";
import { createBuilds } from "#server/builds/builds";
import type { Config } from "#server/config";
import { createDisks } from "#server/disks/disks";
import { createDockerEngine } from "#server/engine/docker/docker-engine";
import { createFiles } from "#server/files/files";
import { createFilesHandlers } from "#server/files/files-handlers";
import { createFilesRoutes } from "#server/files/files-routes";
import { createHttpServer } from "#server/http/http-server";
import { createAppFolders } from "#server/instances/app-folder";
import { refuseLocked } from "#server/instances/deployer";
import { createInstanceHandlers } from "#server/instances/instance-handlers";
import { createInstances } from "#server/instances/instances";
import { createMachineEnvironment } from "#server/instances/machine-environment";
import type { Log } from "#server/log";
import { createLogStore } from "#server/logs/log-store";
import { createKeeperProgram } from "#server/machines/keeper-program";
import { installationLabels } from "#server/machines/machine-labels";
import { createMachines, type MachineRoom } from "#server/machines/machines";
import { createPreviewCalls, createPreviews } from "#server/previews/previews";
import { createConsoleHandlers } from "#server/runs/console-handlers";
import { createLogRoute } from "#server/runs/log-route";
import { createRuns } from "#server/runs/runs";
import { createHub } from "#server/sockets/hub";
import { createOriginRule } from "#server/sockets/origin-rule";
import { watchRights } from "#server/sockets/rights-watch";
import { createSocketServer } from "#server/sockets/socket-server";
import { createTerminalBook } from "#server/terminals/terminal-book";
import { createTerminalCalls, createTerminalSignals } from "#server/terminals/terminal-handlers";
import { createTerminals } from "#server/terminals/terminals";
import { createRights } from "#server/tickets/rights";
import { createTicketReader } from "#server/tickets/ticket-reader";
import { createSpecOf } from "#server/workspaces/machine-specs";
import { createReconciliation } from "#server/workspaces/reconciliation";
import { createSubnets } from "#server/workspaces/subnets";
import type { Workspace } from "#server/workspaces/workspace";
import { createWorkspaceHandlers } from "#server/workspaces/workspace-handlers";
import { createWorkspaceLoader } from "#server/workspaces/workspace-loader";
import { createWorkspaces } from "#server/workspaces/workspaces";
import { WorkspaceId } from "#shared/ids";
import type { TicketClaims } from "#shared/ticket";

/** The engine lists hundreds of containers in this time; it is also what a restart may cost. */
const RECONCILE_PATIENCE_MS = 4000;

/** A running workspace server. */
export interface WorkspaceServer {
  readonly port: number;
  /** Resolves when everything that the database believes alive is confirmed or ended. */
  readonly reconciled: Promise<void>;
  /** Lets go of everything; programs, terminals and machines live on for the next server. */
  close(): Promise<void>;
}

/** Puts all rooms together and listens; resolves when pages can connect. */
export async function startWorkspaceServer(config: Config, log: Log): Promise<WorkspaceServer> {
  await mkdir(config.data, { recursive: true });
  const database = createDatabase(config.databaseUrl);
  const engine = createDockerEngine({ labels: installationLabels(config.installation) });
  const disks = createDisks({ data: config.data, bytes: config.diskBytes });
  const pages = createHub();
  const folders = createAppFolders(path.join(config.data, "instances"));
  const logs = createLogStore({ root: path.join(config.data, "runs") });
  const runs = createRuns(database);
  const subnets = createSubnets({
    database,
    engine,
    makeNetwork: (id, subnet) => machines.prepareNetwork(id, subnet),
    pool: config.subnetPool,
  });
  const loader = createWorkspaceLoader(database, subnets);
  const workspaces = createWorkspaces({ database, loader, disks, hub: pages, log });
  const machines: MachineRoom = createMachines({
    engine,
    installation: config.installation,
    specOf: createSpecOf(workspaces, folders),
    disks,
    keeperProgram: createKeeperProgram({ engine, data: config.data }),
    notice: (sentence) => log.warn(sentence),
  });
  const root = async (id: WorkspaceId) => {
    await workspaces.ready(id);
    return (await disks.assertMounted(id)).files;
  };
  const files = createFiles({
    root,
    results: async (id) => (await workspaces.load(id)).experiment.build.artifacts.map((artifact) => artifact.path),
    hub: pages,
    presence: pages,
    failed: (error, workspace) => log.warn({ err: error, workspace }, "the files could not be watched"),
  });
  const environment = createMachineEnvironment(engine);
  const artifacts = createArtifacts({ database, root, hub: pages, directory: path.join(config.data, "artifacts") });
  const buildLogs = createLogStore({ root: path.join(config.data, "builds") });
  const builds = createBuilds({
    ...{ workspaces, log, sourceHash: files.sourceHash },
    records: createBuildRecords(database),
    runner: createBuildRunner({ machines, environment, files, artifacts, pages, logs: buildLogs }),
    logs: buildLogs,
    hub: pages,
    atOnce: config.buildsAtOnce,
  });
  const instances = createInstances({
    ...{ database, engine, machines, workspaces, runs, logs, folders, environment, pages, log },
    materialize: artifacts.materialize,
    isStale: builds.isStale,
  });

  const refreshStale = (workspace: WorkspaceId) =>
    void instances
      .refreshStale(workspace)
      .catch((error: unknown) => log.warn({ err: error, workspace }, "stale marks failed"));
  files.onChange(refreshStale);
  const viewsOf = (workspace: Workspace) => {
    refreshStale(workspace.id);
    return instances.views(workspace);
  };

  const terminals = createTerminals({
    ...{ machines, workspaces, environment, log, hub: pages },
    book: createTerminalBook(path.join(config.data, "terminals")),
  });

  const tickets = createTicketReader(config.ticketSecret);
  const rights = createRights(database);
  const stillHolds = async (claims: TicketClaims) => (await rights.check([claims]))[0] === true;
  const previews = createPreviews({
    ...{ machines, workspaces, stillHolds, log },
    ports: config.previewPorts,
    host: config.previewHost,
    publicHost: config.publicHost,
  });

  const calls = {
    ...createFilesHandlers(files),
    ...createBuildHandlers(builds),
    ...createTerminalCalls(terminals),
    ...createPreviewCalls(previews),
    ...createWorkspaceHandlers({
      workspaces,
      machines,
      parts: {
        files: files.list,
        builds: builds.list,
        artifacts: artifacts.list,
        instances: viewsOf,
        terminals: terminals.list,
      },
      log,
    }),
    ...createInstanceHandlers({ instances, workspaces, machines, runs }),
  };
  const { "console:log": consoleLog, ...consoleSignals } = createConsoleHandlers({
    runs,
    logs,
    instanceOf: instances.ofRun,
  });

  const packageRoute = createPackageRoute({
    artifacts,
    check: async (workspace, name) => refuseLocked(await instances.find(workspace, name)),
    deploy: async (workspace, name, artifact) =>
      instances.deployer.deploy(await instances.find(workspace, name), artifact),
  });
  const originAllowed = createOriginRule(config.publicOrigins);
  const routes = [createLogRoute(runs, logs), ...createFilesRoutes(files), packageRoute];
  const http = createHttpServer({ routes, tickets, originAllowed, stillHolds, log });
  const sockets = createSocketServer({
    ...{ http, tickets, originAllowed, stillHolds, pages, log },
    calls: { ...calls, "console:log": consoleLog },
    signals: { ...consoleSignals, ...createTerminalSignals(terminals) },
  });
  const stopWatchingRights = watchRights(sockets, rights, log);

  const reconciliation = createReconciliation(async () => {
    await machines.reconcile(await knownWorkspaces(database));
    await Promise.all([instances.reconcile(), builds.reconcile()]);
  }, log);
  // Before the first page: what it sees should be true. An engine that does not answer must not keep the files from anybody.
  await Promise.race([reconciliation.done, setTimeout(RECONCILE_PATIENCE_MS)]);

  http.listen(config.port, config.host);
  await once(http, "listening");
  const address = http.address();
  const port = typeof address === "object" && address !== null ? address.port : config.port;
  log.info({ port, host: config.host, installation: config.installation }, "workspace server listens");

  return {
    port,
    reconciled: reconciliation.done,
    async close() {
      reconciliation.stop();
      stopWatchingRights();
      files.close();
      builds.close();
      terminals.dispose();
      await previews.close();
      await sockets.close();
      // A machine that is half made when we leave would be nobody's until the next reconciliation.
      await machines.settled();
      machines.close();
      await instances.close();
      await database.$disconnect();
    },
  };
}

async function knownWorkspaces(database: Database): Promise<ReadonlySet<WorkspaceId>> {
  const rows = await database.workspace.findMany({ select: { id: true } });
  return new Set(rows.map((row) => WorkspaceId.parse(row.id)));
}
