import { describeInstance } from "#server/instances/details";
import type { Instance } from "#server/instances/instance";
import type { Instances } from "#server/instances/instances";
import type { Machines } from "#server/machines/machine";
import { presentRun, type Runs } from "#server/runs/runs";
import type { Caller, CallHandlers } from "#server/sockets/handlers";
import type { Workspaces } from "#server/workspaces/workspaces";
import { UserError } from "#shared/failures";
import type { InstanceName } from "#shared/ids";
import type { InstanceView } from "#shared/views";

interface InstanceHandlersParts {
  readonly instances: Instances;
  readonly workspaces: Pick<Workspaces, "ready">;
  readonly machines: Pick<Machines, "state" | "peek">;
  readonly runs: Pick<Runs, "list">;
}

type InstanceCalls = Extract<keyof CallHandlers, `instance:${string}`>;

/** Answers the calls about instances. */
export function createInstanceHandlers({
  instances,
  workspaces,
  machines,
  runs,
}: InstanceHandlersParts): Pick<CallHandlers, InstanceCalls> {
  const { controls, deployer, ordered } = instances;

  /** A call that does one thing to one instance of a prepared workspace and answers with how it is then. */
  function doing(work: (instance: Instance, all: readonly Instance[]) => Promise<void>) {
    return async ({ workspace }: Caller, { name }: { name: InstanceName }): Promise<InstanceView> => {
      const instance = await instances.find(workspace, name);
      await workspaces.ready(workspace);
      await work(instance, await instances.all(workspace));
      return instances.view(instance);
    };
  }

  return {
    async "instance:deploy"({ workspace }, { names, artifact, launch }) {
      const chosen = await Promise.all([...new Set(names)].map((name) => instances.find(workspace, name)));
      await workspaces.ready(workspace);
      for (const instance of chosen) await deployer.deploy(instance, artifact, launch);
      await instances.refreshStale(workspace);
      return { instances: chosen.map((instance) => instances.view(instance)) };
    },
    async "instance:configure"({ workspace }, { name, launch }) {
      const instance = await instances.find(workspace, name);
      await deployer.configure(instance, launch);
      return instances.view(instance);
    },
    "instance:start": doing((instance, all) => ordered.startOne(instance, all)),
    async "instance:start-all"({ workspace }) {
      const all = await instances.all(workspace);
      await workspaces.ready(workspace);
      if (all.every((instance) => instance.service.locked || instance.needsArtifact)) {
        throw new UserError("refused", "Nothing is deployed yet. Build (Ctrl+B), then deploy to all.");
      }
      ordered.startAll(all);
      return {};
    },
    async "instance:stop-all"({ workspace }) {
      const all = await instances.all(workspace);
      ordered.cancel(all);
      // Each tells by itself how it went; one that does not end must not hold up the others.
      void Promise.allSettled(
        all.filter((one) => one.live || one.restartTimer !== undefined).map((one) => controls.stop(one)),
      );
      return {};
    },
    "instance:stop": doing((instance) => {
      ordered.cancel([instance]);
      return controls.stop(instance);
    }),
    "instance:kill": doing((instance) => controls.kill(instance)),
    "instance:restart": doing((instance) => controls.restart(instance)),
    "instance:pause": doing((instance) => controls.pause(instance)),
    "instance:resume": doing((instance) => controls.resume(instance)),
    "instance:reset": doing((instance) => {
      ordered.cancel([instance]);
      return controls.reset(instance);
    }),
    async "instance:details"({ workspace }, { name }) {
      return describeInstance(await instances.find(workspace, name), machines);
    },
    async "instance:runs"({ workspace }, { name }) {
      const instance = await instances.find(workspace, name);
      const listed = await runs.list(workspace, instance.name);
      const end = instance.output?.end;
      return {
        runs: listed.map((run) =>
          presentRun(
            run.id === instance.launch ? { ...run, state: instance.state, logBytes: end ?? run.logBytes } : run,
          ),
        ),
      };
    },
  };
}
