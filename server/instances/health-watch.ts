import type { Instance } from "#server/instances/instance";
import type { MachineEnvironment } from "#server/instances/machine-environment";
import type { Machines } from "#server/machines/machine";
import type { Healthcheck } from "#shared/experiment/experiment";

/** Asks running instances whether they are healthy, as their experiment says. */
export interface HealthWatch {
  /** Begins to ask until the program ends; once per launch. */
  begin(instance: Instance): void;
}

interface HealthWatchParts {
  readonly machines: Pick<Machines, "peek">;
  readonly environment: MachineEnvironment;
  readonly changed: (instance: Instance) => void;
}

/** While an instance has not been healthy yet others wait for it: it is asked this often, unless its experiment has a start interval. */
const FIRST_INTERVAL_MS = 500;

/** Health checks run by this server through the keeper, so that a probe that hangs is really ended. */
export function createHealthWatch({ machines, environment, changed }: HealthWatchParts): HealthWatch {
  const watched = new Set<string>();

  async function probe(instance: Instance, check: Healthcheck): Promise<boolean> {
    const machine = machines.peek(instance.key);
    if (machine === undefined) return false;
    const [link, base] = await Promise.all([machine.link(), environment.of(machine)]);
    const result = await link.run({
      argv: [...check.argv],
      env: { ...base, ...instance.service.environment },
      cwd: instance.service.workingDir,
      timeoutMs: check.timeoutSeconds * 1000,
      maxBytes: 4096,
    });
    return result.code === 0 && !result.timedOut;
  }

  function become(instance: Instance, health: Instance["health"]): void {
    if (instance.health === health) return;
    instance.health = health;
    changed(instance);
  }

  function begin(instance: Instance): void {
    const check = instance.service.healthcheck;
    const { launch } = instance;
    if (check === null || launch === undefined || watched.has(launch)) return;
    const current = () => instance.launch === launch && instance.live;
    const startedAt = Date.now();
    let failures = 0;
    watched.add(launch);
    become(instance, "starting");

    async function round(healthcheck: Healthcheck): Promise<void> {
      if (instance.state === "running") {
        const healthy = await probe(instance, healthcheck).catch(() => false);
        if (!current()) return;
        const settling =
          Date.now() - startedAt < healthcheck.startPeriodSeconds * 1000 && instance.health === "starting";
        failures = healthy || settling ? 0 : failures + 1;
        if (healthy) become(instance, "healthy");
        else if (failures >= healthcheck.retries) become(instance, "unhealthy");
      }
    }

    function next(healthcheck: Healthcheck): void {
      const interval = healthcheck.intervalSeconds * 1000;
      const { startIntervalSeconds } = healthcheck;
      const first = startIntervalSeconds === null ? Math.min(FIRST_INTERVAL_MS, interval) : startIntervalSeconds * 1000;
      const wait = instance.health === "starting" ? first : interval;
      setTimeout(() => {
        if (!current()) return void (launch !== undefined && watched.delete(launch));
        void round(healthcheck).finally(() => next(healthcheck));
      }, wait).unref();
    }

    void round(check).finally(() => next(check));
  }

  return { begin };
}
