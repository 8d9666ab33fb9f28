import type { Builds } from "#server/builds/builds";
import { runBuild } from "#server/builds/run-build";
import type { ComposedRunner } from "#server/compositions/composed-runner";
import { effectiveExperiment, isComposed } from "#server/compositions/effective-experiment";
import type { Plan, PlanRecords } from "#server/compositions/plan-record";
import type { Engine } from "#server/engine/engine";
import { isRefusal } from "#server/engine/engine-error";
import type { Instances } from "#server/instances/instances";
import { createDeferred } from "#server/keeper/deferred";
import { type Log, logReference } from "#server/log";
import { workspaceLabels } from "#server/machines/machine-labels";
import type { MachineRoom } from "#server/machines/machines";
import type { Pages } from "#server/sockets/hub";
import type { Workspaces } from "#server/workspaces/workspaces";
import { defaultNetwork, type Experiment, type Service } from "#shared/experiment/experiment";
import { UserError } from "#shared/failures";
import type { BuildId, WorkspaceId } from "#shared/ids";
import type { BuildView, CompositionView } from "#shared/views";

/** What is up in workspaces whose students write images or the Compose file. */
export interface Compositions {
  look(workspace: WorkspaceId): Promise<CompositionView>;
  /** Builds, changes what has to change, and starts everything; answers when the build is under way. Throws UserError when it cannot be tried. */
  up(workspace: WorkspaceId): Promise<BuildView>;
  /** Stops and removes every instance; answers when they are gone. */
  down(workspace: WorkspaceId): Promise<void>;
  /** Whether Up or Down has the instances of a workspace for itself. */
  isMoving(workspace: WorkspaceId): boolean;
  /** Makes the instances what a build of this server has made ready; starts nothing. What has not changed runs on. Fine where nothing is composed. */
  apply(workspace: WorkspaceId, build: BuildId): Promise<void>;
}

interface CompositionsParts {
  readonly plans: PlanRecords;
  readonly runner: Pick<ComposedRunner, "take">;
  readonly workspaces: Pick<Workspaces, "load" | "ready" | "replan">;
  readonly instances: Pick<Instances, "all" | "controls" | "ordered" | "deployer" | "replan" | "refreshStale">;
  readonly builds: Pick<Builds, "start" | "cancel">;
  readonly machines: Pick<MachineRoom, "dropNetwork">;
  readonly engine: Pick<Engine, "labelledImages" | "removeImage">;
  readonly installation: string;
  /** Resolves when everything that was typed into the files is in them. */
  readonly settleTexts: (workspace: WorkspaceId) => Promise<void>;
  readonly pages: Pages;
  readonly log: Log;
}

/** The compositions of this server. */
export function createCompositions(parts: CompositionsParts): Compositions {
  const { plans, runner, workspaces, instances, builds, machines, engine, installation, pages, log } = parts;
  const views = new Map<WorkspaceId, CompositionView>();
  /** Workspaces in which something of this is under way. */
  const busy = new Set<WorkspaceId>();

  function show(id: WorkspaceId, view: CompositionView): void {
    views.set(id, view);
    pages.publish(id, "composition:changed", view);
  }

  async function resting(id: WorkspaceId): Promise<CompositionView> {
    return { state: (await plans.find(id)) === undefined ? "down" : "up" };
  }

  async function begin(id: WorkspaceId): Promise<void> {
    const { written } = await workspaces.ready(id);
    if (!isComposed(written))
      throw new UserError("refused", "This experiment has nothing that is brought up as a whole.");
    if (busy.has(id)) throw new UserError("busy", "Up or Down is under way. Wait for its end.");
    busy.add(id);
  }

  async function carryUp(id: WorkspaceId, build: BuildView): Promise<void> {
    if (build.state !== "succeeded") {
      // The build says why; what was up is up.
      show(id, await resting(id));
      return;
    }
    show(id, { state: "changing" });
    await apply(id, build.id);
    await deploy(id, build);
    show(id, { state: "up" });
    instances.ordered.startAll(await instances.all(id));
  }

  async function deploy(id: WorkspaceId, { artifacts }: BuildView): Promise<void> {
    for (const instance of await instances.all(id)) {
      const artifact = artifacts.find(({ name }) => name === instance.service.artifact);
      if (artifact !== undefined && !instance.service.locked) await instances.deployer.deploy(instance, artifact.id);
    }
    await instances.refreshStale(id);
  }

  async function apply(id: WorkspaceId, build: BuildId): Promise<void> {
    const plan = runner.take(build);
    if (plan === undefined) return;
    const { written, experiment } = await workspaces.load(id);
    await putInForce(id, experiment, effectiveExperiment(written, plan), () => plans.save(id, plan));
    await removeSuperseded(id, plan);
  }

  async function putInForce(id: WorkspaceId, before: Experiment, after: Experiment, record: () => Promise<void>) {
    const present = await instances.all(id);
    const changed = present.filter(({ name }) => formOf(before, name) !== formOf(after, name));
    instances.ordered.cancel(changed);
    await Promise.all(changed.map((one) => instances.controls.reset(one)));
    const moved = before.networks.filter((name, at) => name !== defaultNetwork && after.networks[at] !== name);
    for (const network of moved) await machines.dropNetwork(id, network);
    await record();
    workspaces.replan(id);
    await instances.replan(id);
  }

  /** What earlier images were made of is not needed any more; one that something still runs of goes with the next change. */
  async function removeSuperseded(id: WorkspaceId, plan: Plan): Promise<void> {
    const needed = new Set(Object.values(plan.images).map((image) => image.id));
    for (const image of await engine.labelledImages(workspaceLabels(installation, id))) {
      if (needed.has(image.id)) continue;
      await engine.removeImage(image.id).catch((error: unknown) => {
        if (!isRefusal(error, "missing") && !isRefusal(error, "conflict")) throw error;
      });
    }
  }

  async function fail(id: WorkspaceId, error: unknown): Promise<void> {
    const sentence =
      error instanceof UserError
        ? error.message
        : `It could not be brought up. Try again; if it stays, tell your lecturer this reference: ${logReference(log, error, { workspace: id })}.`;
    show(id, { state: "failed", note: sentence });
  }

  return {
    apply,
    isMoving: (id) => busy.has(id),
    look: async (id) => views.get(id) ?? resting(id),
    async up(id) {
      await begin(id);
      const { promise, resolve, reject } = createDeferred<BuildView>();
      const work = async () => {
        await parts.settleTexts(id);
        const build = await runBuild({ builds, pages }, id, new AbortController().signal, (started) => {
          show(id, { state: "building" });
          resolve(started);
        });
        await carryUp(id, build);
      };
      work()
        .catch(async (error: unknown) => {
          // Before the build is under way the caller is told, and nothing has changed.
          reject(error instanceof Error ? error : new Error(String(error)));
          if (views.get(id)?.state === "building" || views.get(id)?.state === "changing") await fail(id, error);
        })
        .finally(() => busy.delete(id));
      return promise;
    },
    async down(id) {
      await begin(id);
      try {
        show(id, { state: "removing" });
        const all = await instances.all(id);
        instances.ordered.cancel(all);
        await Promise.all(all.map((one) => instances.controls.reset(one)));
        const { written, experiment } = await workspaces.load(id);
        if (written.studentCompose)
          await putInForce(id, experiment, effectiveExperiment(written, undefined), () => plans.remove(id));
        show(id, { state: "down" });
      } catch (error) {
        await fail(id, error);
        throw error;
      } finally {
        busy.delete(id);
      }
    },
  };
}

/** Everything that decides how the machine of an instance is made. */
function formOf({ services, networks }: Experiment, name: string): string {
  const place = services.findIndex((service) => service.name === name);
  const service: Service | undefined = services[place];
  return JSON.stringify([place, service, service?.networks.map(({ network }) => networks.indexOf(network))]);
}
