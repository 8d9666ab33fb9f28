import type { ContainerStats, Engine } from "#server/engine/engine";
import type { Instance } from "#server/instances/instance";
import { listeningPorts } from "#server/instances/listening-ports";
import type { Log } from "#server/log";
import type { Machines } from "#server/machines/machine";
import type { Pages } from "#server/sockets/hub";
import type { WorkspaceId } from "#shared/ids";
import type { InstanceStats } from "#shared/views";

interface ObserverParts {
  readonly engine: Pick<Engine, "stats">;
  readonly machines: Pick<Machines, "peek" | "state">;
  readonly pages: Pages;
  readonly instancesOf: (workspace: WorkspaceId) => Promise<readonly Instance[]>;
  readonly changed: (instance: Instance) => void;
  readonly log: Log;
}

/** Slow enough to cost little (10 ms of the engine per instance), quick enough for a meter. */
const INTERVAL_MS = 2000;

/** Looks at the instances of a workspace every two seconds while somebody views it: CPU, memory, ports. Returns what stops it. */
export function observeInstances(parts: ObserverParts): () => void {
  const { engine, machines, pages, instancesOf, changed, log } = parts;
  const readings = new Map<string, ContainerStats>();
  const timers = new Map<WorkspaceId, NodeJS.Timeout>();

  async function measure(instance: Instance): Promise<InstanceStats | undefined> {
    const machine = machines.peek(instance.key);
    if (machine === undefined) return undefined;
    const now = await engine.stats(machine.container);
    const before = readings.get(machine.container);
    readings.set(machine.container, now);
    const elapsed = before === undefined ? 0 : (now.at - before.at) * 1e6;
    const cpu = before === undefined || elapsed <= 0 ? 0 : Math.max(0, now.cpuNanos - before.cpuNanos) / elapsed;
    return { name: instance.name, cpu, memory: now.memoryBytes, memoryLimit: now.memoryLimitBytes };
  }

  async function lookAtPorts(instance: Instance): Promise<void> {
    const machine = machines.peek(instance.key);
    if (instance.state !== "running" || machine === undefined) return;
    const { launch } = instance;
    const ports = await listeningPorts(await machine.link());
    if (instance.launch !== launch || instance.state !== "running") return;
    if (JSON.stringify(ports) === JSON.stringify(instance.listening)) return;
    instance.listening = ports;
    changed(instance);
  }

  async function round(workspace: WorkspaceId): Promise<void> {
    const instances = await instancesOf(workspace);
    const stats = await Promise.all(
      instances.map(async (instance) => {
        if (machines.state(instance.key) !== "on") return undefined;
        const [measured] = await Promise.all([measure(instance), lookAtPorts(instance)]);
        return measured;
      }),
    );
    pages.publish(workspace, "instance:stats", { stats: stats.filter((one) => one !== undefined) });
  }

  function next(workspace: WorkspaceId, wait: number): void {
    const timer = setTimeout(() => {
      round(workspace)
        // A machine may go away between two questions; the next round sees it.
        .catch((error: unknown) => log.debug({ err: error, workspace }, "a look at the instances failed"))
        .finally(() => {
          if (timers.get(workspace) === timer) next(workspace, INTERVAL_MS);
        });
    }, wait);
    timers.set(workspace, timer);
  }

  const unwatch = pages.watch((workspace, present) => {
    clearTimeout(timers.get(workspace));
    timers.delete(workspace);
    if (present) next(workspace, INTERVAL_MS / 4);
  });

  return () => {
    unwatch();
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
  };
}
