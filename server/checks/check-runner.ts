import type { Builds } from "#server/builds/builds";
import { type CheckProgress, createCheckProgress, type StepWords, stateOfParts } from "#server/checks/check-progress";
import { createPreparation, type Preparation, preparationSteps } from "#server/checks/preparation";
import { createScene } from "#server/checks/scene";
import { performStep } from "#server/checks/steps/perform";
import type { Compositions } from "#server/compositions/compositions";
import type { Pins } from "#server/images/pins";
import type { Instance } from "#server/instances/instance";
import type { Instances } from "#server/instances/instances";
import type { MachineEnvironment } from "#server/instances/machine-environment";
import type { LogStore } from "#server/logs/log-store";
import type { Asides } from "#server/machines/asides";
import type { Machines } from "#server/machines/machine";
import type { Pages } from "#server/sockets/hub";
import { instanceAddress, type Workspace } from "#server/workspaces/workspace";
import type { Workspaces } from "#server/workspaces/workspaces";
import type { Check } from "#shared/checks/check";
import type { CheckPartView, CheckRunView } from "#shared/checks/views";
import { InstanceName } from "#shared/ids";
import type { BuildView } from "#shared/views";

/** Runs the checks of an experiment in a workspace, from a build to the last step. */
export interface CheckRunner {
  /** The parts of a run: the preparation, then the checks. */
  parts(checks: readonly Check[]): { name: string; steps: readonly StepWords[] }[];
  /** Resolves with how it ended and leaves nothing running. Rejects with the signal's reason when it aborts. */
  run(task: CheckTask): Promise<CheckRunView["state"]>;
}

/** One run to be carried out. */
export interface CheckTask {
  readonly workspace: Workspace;
  readonly checks: readonly Check[];
  readonly initial: readonly CheckPartView[];
  readonly signal: AbortSignal;
  readonly tell: (parts: readonly CheckPartView[]) => void;
}

interface CheckRunnerParts {
  readonly instances: Pick<Instances, "all" | "controls" | "ordered" | "deployer" | "refreshStale">;
  readonly builds: Pick<Builds, "start" | "cancel">;
  readonly workspaces: Pick<Workspaces, "load">;
  readonly apply: Compositions["apply"];
  readonly machines: Machines;
  readonly environment: MachineEnvironment;
  readonly asides: Asides;
  readonly pins: Pick<Pins, "imageFor">;
  readonly logs: Pick<LogStore, "read">;
  readonly pages: Pick<Pages, "tap">;
}

const preparationName = "Build and deploy";

/** The runner of this server. */
export function createCheckRunner(parts: CheckRunnerParts): CheckRunner {
  const { instances, builds, machines, environment, asides, logs, pages, workspaces, apply, pins } = parts;

  async function prepare(progress: CheckProgress, preparation: Preparation, signal: AbortSignal): Promise<boolean> {
    let made: BuildView | undefined;
    const works = [
      () => preparation.halt(signal),
      async () => {
        const { build, evidence } = await preparation.build(signal);
        made = build;
        return evidence;
      },
      () => preparation.deploy(made),
    ];
    progress.begin(0);
    for (const [at, work] of works.entries()) {
      const words = preparationSteps[at];
      if (words !== undefined && !(await progress.step(0, at, words, work))) break;
      signal.throwIfAborted();
    }
    return progress.end(0) === "passed";
  }

  async function perform(
    progress: CheckProgress,
    part: number,
    check: Check,
    { workspace, signal }: CheckTask,
    all: readonly Instance[],
  ): Promise<void> {
    const scene = createScene({ workspace, all, instances, machines, environment, asides, pins, logs, signal });
    progress.begin(part);
    for (const [at, step] of check.steps.entries()) {
      if (!(await progress.step(part, at, step, () => performStep(scene, step)))) break;
      signal.throwIfAborted();
    }
    progress.end(part);
  }

  return {
    parts: (checks) => [{ name: preparationName, steps: preparationSteps }, ...checks],
    async run(task) {
      const { workspace, checks, signal } = task;
      let now = workspace;
      const addressOf = (name: string) => addressIn(now, name);
      const progress = createCheckProgress(task.initial, addressOf, task.tell);
      const expected = workspace.written.services.map(({ name }) => name);
      const preparation = createPreparation({ workspace: workspace.id, instances, builds, pages, apply, expected });
      try {
        if (await prepare(progress, preparation, signal)) {
          // Another one may be in force since what was built was applied.
          now = await workspaces.load(workspace.id);
          const all = await instances.all(workspace.id);
          for (const [at, check] of checks.entries()) {
            // Each check begins with nothing running, so that none depends on another.
            await preparation.halt(signal);
            await perform(progress, at + 1, check, { ...task, workspace: now }, all);
          }
          await preparation.halt(signal);
        } else progress.cutOff("skipped");
        return stateOfParts(progress.parts);
      } catch (error) {
        progress.cutOff(signal.aborted ? "skipped" : "broken");
        throw error;
      }
    },
  };
}

/** Empty for an instance that is not there before the first build is applied. */
function addressIn(workspace: Workspace, name: string): string {
  const isThere = workspace.experiment.services.some((service) => service.name === name);
  return isThere ? instanceAddress(workspace, InstanceName.parse(name)) : "";
}
