import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Database } from "#prisma/client";
import { CheckPartView, type CheckRunView } from "#shared/checks/views";
import { CheckRunId, WorkspaceId } from "#shared/ids";
import { checkStates, checkTransitions, mayBecome } from "#shared/states";
import { LaunchParams } from "#shared/views";

/** A run of checks as it is recorded. */
export interface CheckRecord extends CheckRunView {
  readonly workspace: WorkspaceId;
  /** The launch parameters that instances get back when it is over, by name. */
  readonly launches: Readonly<Record<string, LaunchParams>>;
}

/** The runs of checks that the database knows. */
export interface CheckRecords {
  begin(
    workspace: WorkspaceId,
    run: Pick<CheckRecord, "by" | "parts" | "launches"> & { byId: string },
  ): Promise<CheckRecord>;
  /** Records how a run is now. One that is over does not change its state any more. */
  save(run: CheckRecord, before: CheckRecord["state"]): Promise<void>;
  /** The newest runs of a workspace, newest first. */
  list(workspace: WorkspaceId): Promise<CheckRecord[]>;
  /** Every run that the database believes under way. */
  alive(): Promise<CheckRecord[]>;
  /** Forgets runs older than the newest ones. */
  forgetOld(workspace: WorkspaceId): Promise<void>;
}

/** Runs that stay readable: enough to see progress, few enough to send with every opening of a page. */
const keptRuns = 10;
/** Two starts may choose the same number; the unique index says so and the second tries again. */
const attempts = 3;

const Parts = z.array(CheckPartView).catch([]);
const Launches = z.record(z.string(), LaunchParams).catch({});

/** The records in a database. */
export function createCheckRecords(database: Database): CheckRecords {
  async function insert(workspaceId: WorkspaceId, run: Parameters<CheckRecords["begin"]>[1]): Promise<CheckRecord> {
    const newest = await database.checkRun.aggregate({ where: { workspaceId }, _max: { number: true } });
    const row = await database.checkRun.create({
      data: {
        id: `chk_${randomBytes(12).toString("base64url")}`,
        workspaceId,
        number: (newest._max.number ?? 0) + 1,
        byId: run.byId,
        byName: run.by,
        parts: JSON.stringify(run.parts),
        launches: JSON.stringify(run.launches),
      },
    });
    return present(row);
  }

  return {
    async begin(workspace, run) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await insert(workspace, run);
        } catch (error) {
          const isTaken = error instanceof Error && "code" in error && error.code === "P2002";
          if (!isTaken || attempt === attempts) throw error;
        }
      }
    },
    async save({ id, state, note, parts, endedAt }, before) {
      if (state !== before && !mayBecome(checkTransitions, before, state))
        throw new Error(`A run of checks cannot go from ${before} to ${state}.`);
      const ended = endedAt === undefined ? null : new Date(endedAt);
      await database.checkRun.update({
        where: { id },
        data: { state, note: note ?? null, parts: JSON.stringify(parts), endedAt: ended },
      });
    },
    async list(workspaceId) {
      const rows = await database.checkRun.findMany({
        where: { workspaceId },
        orderBy: { number: "desc" },
        take: keptRuns,
      });
      return rows.map(present);
    },
    async alive() {
      return (await database.checkRun.findMany({ where: { state: "running" } })).map(present);
    },
    async forgetOld(workspaceId) {
      const old = await database.checkRun.findMany({
        where: { workspaceId, state: { not: "running" } },
        orderBy: { number: "desc" },
        skip: keptRuns,
        select: { id: true },
      });
      if (old.length > 0) await database.checkRun.deleteMany({ where: { id: { in: old.map((row) => row.id) } } });
    },
  };
}

/** What a page sees of a run. */
export function presentCheckRun({ workspace: _workspace, launches: _launches, ...view }: CheckRecord): CheckRunView {
  return view;
}

type Row = Awaited<ReturnType<Database["checkRun"]["findMany"]>>[number];

function present(row: Row): CheckRecord {
  return {
    id: CheckRunId.parse(row.id),
    workspace: WorkspaceId.parse(row.workspaceId),
    number: row.number,
    state: z.enum(checkStates).parse(row.state),
    by: row.byName,
    createdAt: row.createdAt.getTime(),
    endedAt: row.endedAt?.getTime(),
    note: row.note ?? undefined,
    parts: Parts.parse(JSON.parse(row.parts)),
    launches: Launches.parse(JSON.parse(row.launches)),
  };
}
