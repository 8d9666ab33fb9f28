import { statfs } from "node:fs/promises";
import { freemem, totalmem } from "node:os";
import type { Database } from "#prisma/client";
import type { Disks } from "#server/disks/disks";
import type { ContainerStats, Engine } from "#server/engine/engine";
import type { Machine } from "#server/machines/machine";
import { readWorkspaceRecords } from "#server/operator/operator-records";
import type { QuotaKeeper } from "#server/quotas/quotas";
import { UserError } from "#shared/failures";
import type { WorkspaceId } from "#shared/ids";
import type { EngineHealth, OperatorMachine, OperatorSnapshot, OperatorWorkspace } from "#shared/operator";

interface ConsumptionParts {
  readonly database: Database;
  readonly engine: Pick<Engine, "info" | "stats">;
  readonly disks: Pick<Disks, "mounted" | "usage">;
  readonly running: () => readonly Machine[];
  readonly isPaused: (machine: Machine) => boolean;
  readonly viewers: (workspace: WorkspaceId) => number;
  readonly quotas: Pick<QuotaKeeper, "read">;
  /** The data directory. */
  readonly data: string;
}

/** Readings at once: each costs the engine 10 ms. */
const readingsAtOnce = 8;

/** Measures who uses what; two measurements make the first share of a processor. */
export function createConsumption(parts: ConsumptionParts): { measure(): Promise<OperatorSnapshot> } {
  const { database, engine, disks, running, isPaused, viewers, quotas, data } = parts;
  let readings = new Map<string, ContainerStats>();
  let silentSince: number | undefined;

  async function health(): Promise<EngineHealth> {
    const begun = performance.now();
    try {
      const { name, version, cpus, memoryBytes } = await engine.info();
      silentSince = undefined;
      return { state: "answers", name, version, cpus, memory: memoryBytes, answeredIn: performance.now() - begun };
    } catch (error) {
      silentSince ??= Date.now();
      const sentence =
        error instanceof UserError ? error.message : "The container engine gives answers that we do not understand.";
      return { state: "silent", sentence, since: silentSince };
    }
  }

  /** Of every machine that is up; a machine that went away meanwhile is left out. */
  async function readMachines(): Promise<Map<WorkspaceId, OperatorMachine[]>> {
    const found = new Map<WorkspaceId, OperatorMachine[]>();
    const fresh = new Map<string, ContainerStats>();
    const rest = [...running()];
    const worker = async () => {
      for (let machine = rest.pop(); machine !== undefined; machine = rest.pop()) {
        const now = await engine.stats(machine.container).catch(() => undefined);
        if (now === undefined) continue;
        fresh.set(machine.container, now);
        const { key } = machine;
        const row = {
          name: key.role === "instance" ? key.name : key.role === "aside" ? key.task : "toolchain",
          paused: isPaused(machine),
          cpu: shareOf(readings.get(machine.container), now),
          memory: now.memoryBytes,
          memoryLimit: now.memoryLimitBytes,
        };
        found.set(key.workspace, [...(found.get(key.workspace) ?? []), row]);
      }
    };
    await Promise.all(Array.from({ length: readingsAtOnce }, worker));
    readings = fresh;
    return found;
  }

  async function workspaces(): Promise<OperatorWorkspace[]> {
    const [machines, mounted] = await Promise.all([readMachines(), disks.mounted()]);
    const records = await readWorkspaceRecords(database, [...new Set([...machines.keys(), ...mounted])]);
    return Promise.all(
      records.map(async (record) => ({
        ...record,
        viewers: viewers(record.id),
        machines: (machines.get(record.id) ?? []).toSorted((a, b) => a.name.localeCompare(b.name)),
        disk: await disks.usage(record.id),
      })),
    );
  }

  return {
    async measure() {
      const [answer, found, limits, { bsize, blocks, bavail }] = await Promise.all([
        health(),
        workspaces(),
        quotas.read(),
        statfs(data),
      ]);
      return {
        at: Date.now(),
        engine: answer,
        disk: { used: (blocks - bavail) * bsize, size: blocks * bsize },
        memory: { used: totalmem() - freemem(), size: totalmem() },
        quotas: limits,
        workspaces: found,
      };
    },
  };
}

function shareOf(before: ContainerStats | undefined, now: ContainerStats): number {
  const elapsed = before === undefined ? 0 : (now.at - before.at) * 1e6;
  return before === undefined || elapsed <= 0 ? 0 : Math.max(0, now.cpuNanos - before.cpuNanos) / elapsed;
}
