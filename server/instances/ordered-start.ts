import type { Instance } from "#server/instances/instance";
import type { Dependency } from "#shared/experiment/experiment";
import { startOrder } from "#shared/experiment/start-order";
import { UserError } from "#shared/failures";

/** Starts instances after those that they depend on. */
export interface OrderedStart {
  /** Puts every instance of a workspace without a profile under way; resolves at once, the instances' notes tell the rest. */
  startAll(instances: readonly Instance[]): void;
  /** Starts one, after the lecturer's own instances and those that start with the workspace. */
  startOne(instance: Instance, all: readonly Instance[]): Promise<void>;
  /** Nothing that still waits for its turn is started. */
  cancel(instances: readonly Instance[]): void;
}

interface OrderedStartParts {
  readonly start: (instance: Instance) => Promise<void>;
  readonly changed: (instance: Instance) => void;
  readonly until: (
    instance: Instance,
    condition: (instance: Instance) => boolean,
    signal?: AbortSignal,
  ) => Promise<void>;
}

/** A dependency that has not met its condition within this time is not going to; a broker needs 2 s, a database 10. */
const PATIENCE_MS = 120_000;

/** The order of starts on this server. */
export function createOrderedStart({ start, changed, until }: OrderedStartParts): OrderedStart {
  /** Whoever waits for a turn, by instance. */
  const waiting = new Map<Instance, AbortController>();

  async function met(instance: Instance, dependency: Dependency, other: Instance, signal: AbortSignal): Promise<void> {
    const isMet = () => conditionMet(dependency, other);
    if (isMet()) return;
    say(instance, `Waits until ${other.name} ${conditionWords(dependency)}`);
    await until(other, () => isMet() || hopeless(dependency, other, waiting), signal);
    if (signal.aborted)
      throw new UserError("refused", `${other.name} was not ready in time, so ${instance.name} was not started.`);
    if (!isMet()) throw new UserError("refused", `Not started, because ${other.name} ${hopelessWords(other)}.`);
  }

  function say(instance: Instance, note: string | undefined): void {
    instance.note = note;
    changed(instance);
  }

  /** Starts an instance when what it depends on among `company` is as it must be. */
  async function inTurn(instance: Instance, company: ReadonlyMap<string, Instance>): Promise<void> {
    if (instance.live || waiting.has(instance)) return;
    const controller = new AbortController();
    waiting.set(instance, controller);
    const timer = setTimeout(() => controller.abort(), PATIENCE_MS);
    try {
      for (const dependency of instance.service.dependsOn) {
        const other = company.get(dependency.service);
        if (other !== undefined) await met(instance, dependency, other, controller.signal);
      }
      if (instance.live || !waiting.has(instance)) return;
      waiting.delete(instance);
      await start(instance);
    } finally {
      clearTimeout(timer);
      waiting.delete(instance);
      changed(instance);
    }
  }

  /** Runs in the background: what goes wrong stands on the instance. */
  function put(instance: Instance, company: ReadonlyMap<string, Instance>): void {
    inTurn(instance, company).catch((error: unknown) => {
      if (!instance.live) say(instance, error instanceof UserError ? error.message : "It could not be started.");
    });
  }

  return {
    startAll(instances) {
      const byName = new Map(instances.map((instance) => [instance.service.name, instance]));
      const first = instances[0];
      if (first === undefined) return;
      const order = startOrder(first.workspace.experiment).flat();
      for (const name of order) {
        const instance = byName.get(name);
        // What has a profile is started by hand.
        if (instance !== undefined && instance.service.profiles.length === 0) put(instance, byName);
      }
    },
    async startOne(instance, all) {
      if (instance.live) throw new UserError("refused", `${instance.name} is ${instance.state} already.`);
      if (waiting.has(instance)) throw new UserError("busy", `${instance.name} waits for its turn to start already.`);
      const company = new Map(
        all
          .filter((one) => one !== instance && (one.service.locked || one.service.autostart))
          .map((one) => [one.service.name, one]),
      );
      for (const one of company.values()) put(one, company);
      await inTurn(instance, company);
    },
    cancel(instances) {
      for (const instance of instances) {
        const controller = waiting.get(instance);
        if (controller === undefined) continue;
        waiting.delete(instance);
        controller.abort();
      }
    },
  };
}

function conditionMet({ condition }: Dependency, other: Instance): boolean {
  if (condition === "service_completed_successfully") return other.state === "exited" && other.run?.exitCode === 0;
  const runs = other.state === "running" || other.state === "paused";
  if (condition === "service_healthy" && other.service.healthcheck !== null) return runs && other.health === "healthy";
  return runs;
}

/** Whether waiting any longer makes no sense: it is not under way, or ended. */
function hopeless({ condition }: Dependency, other: Instance, waiting: ReadonlyMap<Instance, unknown>): boolean {
  if (waiting.has(other) || other.restartTimer !== undefined) return false;
  if (other.health === "unhealthy" && condition === "service_healthy") return true;
  return !other.live;
}

function conditionWords({ condition }: Dependency): string {
  if (condition === "service_completed_successfully") return "has ended well";
  return condition === "service_healthy" ? "is healthy" : "runs";
}

function hopelessWords(other: Instance): string {
  if (other.state === "empty") return "is empty: deploy to it first";
  if (other.health === "unhealthy") return "is not healthy";
  if (other.state === "failed")
    return other.run?.exitCode === undefined ? "failed" : `failed with exit code ${other.run.exitCode}`;
  return other.state === "exited" ? "has ended" : "does not run";
}
