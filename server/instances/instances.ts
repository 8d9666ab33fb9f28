import type { Database } from "#prisma/client";
import type { Volumes } from "#server/disks/volumes";
import type { Engine } from "#server/engine/engine";
import type { AppFolders } from "#server/instances/app-folder";
import { type Controls, createControls } from "#server/instances/controls";
import { createDeployer, type Deployer, type Materialize } from "#server/instances/deployer";
import { createHealthWatch } from "#server/instances/health-watch";
import type { Instance } from "#server/instances/instance";
import { loadInstance, loadInstances } from "#server/instances/instance-loader";
import { presentInstance } from "#server/instances/instance-view";
import { createLauncher } from "#server/instances/launcher";
import type { MachineEnvironment } from "#server/instances/machine-environment";
import { observeInstances } from "#server/instances/observer";
import { createOrderedStart, type OrderedStart } from "#server/instances/ordered-start";
import { createPlannedRestarts } from "#server/instances/planned-restarts";
import { createVolumeRemoval } from "#server/instances/volume-removal";
import { type Log, logReference } from "#server/log";
import type { LogStore } from "#server/logs/log-store";
import type { MachineKey, Machines } from "#server/machines/machine";
import type { Run, Runs } from "#server/runs/runs";
import type { Pages } from "#server/sockets/hub";
import type { Workspace } from "#server/workspaces/workspace";
import type { Workspaces } from "#server/workspaces/workspaces";
import { unknownThing } from "#shared/failures";
import type { BuildId, InstanceName, RunId, WorkspaceId } from "#shared/ids";
import type { InstanceView } from "#shared/views";

/** The instances of every workspace: what is deployed, what runs, what ran. */
export interface Instances {
  /** All of a workspace, in the order of its experiment. Throws what unknown things answer. */
  all(workspace: WorkspaceId): Promise<readonly Instance[]>;
  /** One by its name; throws what unknown things answer. */
  find(workspace: WorkspaceId, name: InstanceName): Promise<Instance>;
  /** The instance on which this run of the workspace is alive, if it is. */
  ofRun(workspace: WorkspaceId, run: RunId): Instance | undefined;
  views(workspace: Workspace): Promise<InstanceView[]>;
  view(instance: Instance): InstanceView;
  /** What is known of a workspace's instances without looking: undefined while nobody has asked for them. */
  peek(workspace: WorkspaceId): InstanceView[] | undefined;
  /** Looks again whether what is deployed is older than the sources; call when they have changed. */
  refreshStale(workspace: WorkspaceId): Promise<void>;
  /** Makes the instances those that are in force now; what is no more, and what has changed, was reset before. */
  replan(workspace: WorkspaceId): Promise<readonly Instance[]>;
  /** Forgets the instances of a workspace that was removed. */
  forget(workspace: WorkspaceId): void;
  readonly controls: Controls;
  readonly deployer: Deployer;
  readonly ordered: OrderedStart;
  /** Confirms or ends everything that the database believes alive; call once, when the machines are known. */
  reconcile(): Promise<void>;
  /** Stops looking and planning and gives the logs back; programs run on. Call when no link brings output any more. */
  close(): Promise<void>;
}

export interface InstancesParts {
  readonly database: Database;
  readonly engine: Pick<Engine, "stats">;
  readonly machines: Machines;
  readonly workspaces: Pick<Workspaces, "load">;
  readonly runs: Runs;
  readonly logs: LogStore;
  readonly folders: AppFolders;
  readonly volumes: Pick<Volumes, "remove">;
  readonly environment: MachineEnvironment;
  readonly materialize: Materialize;
  /** Whether the sources are others than those of a build. */
  readonly isStale: (workspace: WorkspaceId, build: BuildId) => Promise<boolean>;
  readonly pages: Pages;
  readonly log: Log;
}

/** The instances of this server. */
export function createInstances(parts: InstancesParts): Instances {
  const { database, engine, machines, workspaces, runs, logs, folders, volumes } = parts;
  const { environment, materialize, isStale, pages, log } = parts;
  const loaded = new Map<WorkspaceId, Promise<readonly Instance[]>>();
  const present = new Map<WorkspaceId, readonly Instance[]>();
  const listeners = new Set<(instance: Instance) => void>();

  function all(workspace: WorkspaceId): Promise<readonly Instance[]> {
    const known = loaded.get(workspace);
    if (known !== undefined) return known;
    const loading = workspaces.load(workspace).then(async (found) => {
      const instances = await loadInstances(database, runs, found);
      present.set(workspace, instances);
      return instances;
    });
    loaded.set(workspace, loading);
    loading.catch(() => loaded.delete(workspace));
    return loading;
  }

  async function find(workspace: WorkspaceId, name: InstanceName): Promise<Instance> {
    const instance = (await all(workspace)).find((one) => one.name === name);
    if (instance === undefined) throw unknownThing();
    return instance;
  }

  function changed(instance: Instance): void {
    pages.publish(instance.workspace.id, "instance:changed", presentInstance(instance, machines));
    for (const listener of [...listeners]) listener(instance);
  }

  function until(instance: Instance, condition: (instance: Instance) => boolean, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const look = (subject: Instance) => {
        if (subject !== instance || !(condition(instance) || signal?.aborted === true)) return;
        listeners.delete(look);
        signal?.removeEventListener("abort", aborted);
        resolve();
      };
      const aborted = () => look(instance);
      signal?.addEventListener("abort", aborted, { once: true });
      listeners.add(look);
      look(instance);
    });
  }

  const health = createHealthWatch({ machines, environment, changed });
  const launcher = createLauncher({
    runs,
    logs,
    machines,
    environment,
    pages,
    changed,
    running: (instance) => health.begin(instance),
    ended: (instance, run) => controls.ended(instance, run),
    log,
  });
  const deployer = createDeployer({ database, folders, materialize, machines, changed, log });
  const restarts = createPlannedRestarts({ launcher, runs, changed, log });
  const controls: Controls = createControls({
    ...{ launcher, restarts, deployer, machines, changed, until, log },
    removeVolumes: createVolumeRemoval({ machines, volumes }),
  });
  const ordered = createOrderedStart({ start: (instance) => controls.start(instance), changed, until });
  const stopObserving = observeInstances({ engine, machines, pages, instancesOf: all, changed, log });

  async function machineChanged(key: MachineKey, change: "off" | "on" | "paused" | "lost" | "linked"): Promise<void> {
    if (key.role !== "instance" || !loaded.has(key.workspace)) return;
    const instance = await find(key.workspace, key.name);
    if (change === "linked") {
      const machine = machines.peek(key);
      if (machine !== undefined && (instance.output !== undefined || instance.state !== "starting"))
        await launcher.adopt(instance, await machine.link());
    } else if (change === "lost" || change === "off") {
      instance.session = undefined;
      await launcher.lost(instance, "The container was lost: somebody removed it, or its first process ended.");
    } else if (change === "paused" && instance.state === "running") {
      instance.become("paused");
    } else if (change === "on" && instance.state === "paused") {
      instance.become("running");
    }
    changed(instance);
  }

  const unwatch = machines.watch((key, change) => {
    machineChanged(key, change).catch((error: unknown) => logReference(log, error, { ...key, change }));
  });

  async function refreshStale(workspace: WorkspaceId): Promise<void> {
    for (const instance of await all(workspace)) {
      const build = instance.deployment?.artifact?.build;
      // Of a program that was made elsewhere nobody knows the sources.
      const stale = build !== undefined && (await isStale(workspace, build.id));
      if (stale === instance.stale) continue;
      instance.stale = stale;
      changed(instance);
    }
  }

  async function confirm(instance: Instance): Promise<void> {
    const state = machines.state(instance.key);
    const machine = machines.peek(instance.key);
    if (state === "paused") {
      if (instance.state !== "paused") instance.state = "paused";
    } else if (state === "on" && machine !== undefined) {
      await launcher.adopt(instance, await machine.link());
    } else {
      await launcher.lost(instance, "The host was lost while the server was away.");
    }
    changed(instance);
  }

  async function settle(run: Run): Promise<void> {
    const instance = await find(run.workspace, run.instance);
    if (instance.launch === run.id) return confirm(instance);
    // An older start that nobody recorded the end of.
    const reason = "The server was ended while this ran.";
    await runs.change(run, { state: "failed", endedAt: Date.now(), reason });
  }

  async function planAgain(run: Run): Promise<void> {
    const instance = await find(run.workspace, run.instance);
    if (instance.run?.id === run.id) restarts.takeUp(instance, run);
    else await runs.forgetRestart(run);
  }

  return {
    all,
    find,
    ofRun: (workspace, run) => present.get(workspace)?.find((instance) => instance.launch === run),
    views: async (workspace) => (await all(workspace.id)).map((instance) => presentInstance(instance, machines)),
    view: (instance) => presentInstance(instance, machines),
    peek: (workspace) => present.get(workspace)?.map((instance) => presentInstance(instance, machines)),
    refreshStale,
    async replan(id) {
      const workspace = await workspaces.load(id);
      const before = await all(id);
      const now = await Promise.all(
        workspace.experiment.services.map(async (service) => {
          const present = before.find(({ name }) => name === service.name);
          present?.replan(workspace, service);
          return present ?? loadInstance(database, runs, workspace, service);
        }),
      );
      loaded.set(id, Promise.resolve(now));
      present.set(id, now);
      pages.publish(id, "instance:list", { instances: now.map((instance) => presentInstance(instance, machines)) });
      return now;
    },
    forget(workspace) {
      restarts.dispose(present.get(workspace) ?? []);
      loaded.delete(workspace);
      present.delete(workspace);
    },
    controls,
    deployer,
    ordered,
    async reconcile() {
      const [alive, awaiting] = await Promise.all([runs.alive(), runs.awaitingRestart()]);
      const results = await Promise.allSettled([...alive.map(settle), ...awaiting.map(planAgain)]);
      for (const result of results)
        if (result.status === "rejected") logReference(log, result.reason, { reconcile: "run" });
    },
    async close() {
      stopObserving();
      unwatch();
      const instances = [...present.values()].flat();
      restarts.dispose(instances);
      await Promise.allSettled(instances.map((instance) => instance.output?.close()));
    },
  };
}
