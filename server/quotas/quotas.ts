import type { Database } from "#prisma/client";
import type { Engine } from "#server/engine/engine";
import type { Machine, MachineKey } from "#server/machines/machine";
import { keyText } from "#server/machines/machine-labels";
import type { Gate } from "#server/machines/machines";
import { type CountedMachine, type Limits, refusalOf } from "#server/quotas/quota-rules";
import { isCleanCopy } from "#server/workspaces/clean-copy-id";
import { UserError, unknownThing } from "#shared/failures";
import { UserId, type WorkspaceId } from "#shared/ids";
import { Quotas } from "#shared/operator";

/** What may run at the same time on this machine, and who may not run anything. */
export interface QuotaKeeper {
  /** Stands before every machine that is made: throws UserError `refused` in an archived course, `limit` when there is no room. */
  readonly gate: Gate;
  read(): Promise<Quotas>;
  write(quotas: Quotas): Promise<void>;
  /** What a machine may use at most. */
  memoryOf(machine: Machine): Promise<number>;
}

interface QuotasParts {
  readonly database: Database;
  readonly engine: Pick<Engine, "stats">;
  readonly running: () => readonly Machine[];
}

/** The one row there is. */
const id = "installation";
/** What is set before an operator has set anything: no limits but the machine's own. */
const unlimited: Quotas = { workspacesPerPerson: null, memoryMegabytes: null };

/** The quotas of this installation. */
export function createQuotas({ database, engine, running }: QuotasParts): QuotaKeeper {
  /** Let in, and not among the running ones yet. */
  const coming = new Map<string, CountedMachine>();
  const limitOf = new WeakMap<Machine, number>();
  let turn: Promise<unknown> = Promise.resolve();

  async function read(): Promise<Quotas> {
    const row = await database.quota.findUnique({ where: { id } });
    return row === null ? unlimited : Quotas.parse(row);
  }

  async function memoryOf(machine: Machine): Promise<number> {
    const known = limitOf.get(machine);
    if (known !== undefined) return known;
    const { memoryLimitBytes } = await engine.stats(machine.container).catch(() => ({ memoryLimitBytes: 0 }));
    if (memoryLimitBytes > 0) limitOf.set(machine, memoryLimitBytes);
    return memoryLimitBytes;
  }

  async function up(limits: Limits): Promise<CountedMachine[]> {
    const machines = running().filter(({ key }) => !coming.has(keyText(key)));
    const owners = await ownersOf([...new Set(machines.map(({ key }) => key.workspace))]);
    const counted = machines.map(async (machine) => ({
      workspace: machine.key.workspace,
      owner: owners.get(machine.key.workspace),
      memoryBytes: limits.memoryMegabytes === null ? 0 : await memoryOf(machine),
    }));
    return [...(await Promise.all(counted)), ...coming.values()];
  }

  async function ownersOf(workspaces: readonly WorkspaceId[]): Promise<ReadonlyMap<string, UserId>> {
    const rows = await database.workspace.findMany({
      where: { id: { in: [...workspaces] } },
      select: { id: true, ownerId: true },
    });
    return new Map(rows.map((row) => [row.id, UserId.parse(row.ownerId)]));
  }

  async function decide(key: MachineKey, memoryBytes: number): Promise<void> {
    const workspace = await database.workspace.findUnique({
      where: { id: key.workspace },
      select: {
        ...{ ownerId: true, state: true },
        owner: { select: { memberships: { select: { courseId: true } } } },
        version: { select: { experiment: { select: { course: { select: { id: true, state: true } } } } } },
      },
    });
    if (workspace === null) throw unknownThing();
    const { ownerId, owner, version } = workspace;
    const { course } = version.experiment;
    if (course.state === "archived")
      throw new UserError("refused", "This course is archived: everything can be read, but nothing started.");
    // A check's clean copy is nobody's: it counts as memory only.
    if (!isCleanCopy(key.workspace) && !owner.memberships.some(({ courseId }) => courseId === course.id))
      throw new UserError(
        "refused",
        "The owner of this workspace is not in the course any more, so nothing is started.",
      );
    const limits = await read();
    const wanted = { workspace: key.workspace, owner: UserId.parse(ownerId), memoryBytes };
    if (limits.workspacesPerPerson !== null || limits.memoryMegabytes !== null) {
      const refusal = refusalOf(wanted, await up(limits), limits);
      if (refusal !== undefined) throw new UserError("limit", refusal);
    }
    coming.set(keyText(key), wanted);
    if (workspace.state === "suspended")
      await database.workspace.updateMany({
        where: { id: key.workspace, state: "suspended" },
        data: { state: "ready" },
      });
  }

  return {
    // One after the other: two that come at once do not both take the last place.
    async gate(key, { memoryBytes }) {
      const decided = turn.then(() => decide(key, memoryBytes));
      turn = decided.catch(() => undefined);
      await decided;
      return () => void coming.delete(keyText(key));
    },
    read,
    memoryOf,
    async write(quotas) {
      await database.quota.upsert({ where: { id }, create: { id, ...quotas }, update: quotas });
    },
  };
}
