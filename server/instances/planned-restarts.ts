import type { Instance } from "#server/instances/instance";
import type { Launcher } from "#server/instances/launcher";
import { hasSettled, restartDelay } from "#server/instances/restart-rule";
import { type Log, logReference } from "#server/log";
import type { Run, Runs } from "#server/runs/runs";
import { UserError } from "#shared/failures";

/** Starts that the experiment's restart rule asks for, each after its delay. They are recorded, so that another server carries them out. */
export interface PlannedRestarts {
  /** To be told of every end of a program that nobody asked for. */
  ended(instance: Instance, run: Run): void;
  /** Plans again what an earlier server did not live to carry out; at once when its time has passed. */
  takeUp(instance: Instance, run: Run): void;
  /** Somebody decided otherwise. Answers whether a restart was planned. */
  cancel(instance: Instance): boolean;
  /** Lets go of what is planned; the record stays for the next server. */
  dispose(instances: Iterable<Instance>): void;
}

interface PlannedRestartsParts {
  readonly launcher: Pick<Launcher, "start">;
  readonly runs: Pick<Runs, "change" | "forgetRestart">;
  readonly changed: (instance: Instance) => void;
  readonly log: Log;
}

/** The planned restarts of this server's instances. */
export function createPlannedRestarts({ launcher, runs, changed, log }: PlannedRestartsParts): PlannedRestarts {
  function plan(instance: Instance, run: Run, delay: number): void {
    instance.restarts = instance.restarts + 1;
    instance.note = [run.reason, `Starts again in ${Math.round(delay / 1000)} s (restart ${instance.restarts}).`]
      .filter(Boolean)
      .join(" ");
    changed(instance);
    instance.restartTimer = setTimeout(() => {
      instance.restartTimer = undefined;
      record(instance, runs.forgetRestart(run));
      if (instance.live || instance.busy !== undefined) return;
      launcher.start(instance).catch((error: unknown) => {
        instance.note =
          error instanceof UserError
            ? error.message
            : `It could not be started again (${logReference(log, error, { instance: instance.name })}).`;
        changed(instance);
      });
    }, delay);
  }

  function record(instance: Instance, written: Promise<unknown>): void {
    written.catch((error: unknown) => logReference(log, error, { instance: instance.name, restart: "planned" }));
  }

  function letGo(instance: Instance): boolean {
    const planned = instance.restartTimer !== undefined;
    clearTimeout(instance.restartTimer);
    instance.restartTimer = undefined;
    return planned;
  }

  return {
    ended(instance, run) {
      const rule = instance.service.restart;
      if (hasSettled(rule, (run.endedAt ?? 0) - run.startedAt)) instance.restarts = 0;
      const facts = { failed: run.state === "failed", restarts: instance.restarts };
      const delay = restartDelay(rule, facts);
      if (delay === undefined) return;
      record(instance, runs.change(run, { restartAt: Date.now() + delay }));
      plan(instance, run, delay);
    },
    takeUp(instance, run) {
      if (instance.live || instance.restartTimer !== undefined || run.restartAt === undefined) return;
      instance.restarts = run.restarts;
      plan(instance, run, Math.max(0, run.restartAt - Date.now()));
    },
    cancel(instance) {
      const planned = letGo(instance);
      if (planned && instance.run !== undefined) record(instance, runs.forgetRestart(instance.run));
      return planned;
    },
    dispose(instances) {
      for (const instance of instances) letGo(instance);
    },
  };
}
