import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Database } from "#prisma/client";
import { type ArtifactRow, artifactFields, presentArtifact } from "#server/runs/artifact-row";
import {
  type InstanceName,
  InstanceName as InstanceNameSchema,
  RunId,
  type WorkspaceId,
  WorkspaceId as WorkspaceIdSchema,
} from "#shared/ids";
import { type InstanceState, instanceStates, isLive } from "#shared/states";
import type { ArtifactView, RunView } from "#shared/views";

/** One start of an instance, as it is recorded. Times are milliseconds since 1970. */
export interface Run {
  readonly id: RunId;
  readonly workspace: WorkspaceId;
  readonly instance: InstanceName;
  readonly number: number;
  readonly command: readonly string[];
  readonly deployment: string | undefined;
  readonly artifact: ArtifactView | undefined;
  readonly startedAt: number;
  readonly state: InstanceState;
  readonly endedAt?: number | undefined;
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly reason?: string | undefined;
  readonly logBytes: number;
  /** Starts by the restart rule in a row that led to this one. */
  readonly restarts: number;
  /** When it will be started again, once it is over. */
  readonly restartAt?: number | undefined;
}

/** What may change in a run's life. */
export type RunChange = Partial<
  Pick<Run, "state" | "endedAt" | "exitCode" | "signal" | "reason" | "logBytes" | "restartAt">
>;

/** The runs that the database knows. */
export interface Runs {
  /** Records a start under a fresh id. */
  begin(
    run: Pick<Run, "id" | "workspace" | "instance" | "command" | "deployment" | "artifact" | "restarts">,
  ): Promise<Run>;
  /** Records a change and answers with the run as it is then. */
  change(run: Run, change: RunChange): Promise<Run>;
  /** The newest runs of an instance, newest first. */
  list(workspace: WorkspaceId, instance: InstanceName): Promise<Run[]>;
  /** The newest run of an instance. */
  newest(workspace: WorkspaceId, instance: InstanceName): Promise<Run | undefined>;
  /** A run of this workspace; undefined when there is none of that id, whoever else may have it. */
  find(workspace: WorkspaceId, id: RunId): Promise<Run | undefined>;
  /** Every run that the database believes alive. */
  alive(): Promise<Run[]>;
  /** Forgets that the instance's newest run was to be started again. */
  forgetRestart(run: Run): Promise<void>;
  /** Every run after which a restart is planned. */
  awaitingRestart(): Promise<Run[]>;
}

/** Earlier runs that a page lists. */
const LISTED_RUNS = 50;
/** Two starts of one instance may choose the same number; the unique index says so and the second tries again. */
const ATTEMPTS = 3;
/** Run ids are keys of keeper sessions: what begins so there is a run. */
export const runKeyPrefix = "run_";

const withArtifact = { deployment: { select: { artifact: { select: artifactFields } } } } as const;
const liveStates = instanceStates.filter(isLive);
const Command = z.array(z.string());

interface RunRow {
  id: string;
  workspaceId: string;
  instance: string;
  deploymentId: string | null;
  number: number;
  state: string;
  command: string;
  exitCode: number | null;
  signal: string | null;
  reason: string | null;
  startedAt: Date;
  endedAt: Date | null;
  logBytes: number;
  restarts: number;
  restartAt: Date | null;
  deployment: { artifact: ArtifactRow | null } | null;
}

/** A fresh launch id. */
export function newRunId(): RunId {
  return RunId.parse(runKeyPrefix + randomBytes(12).toString("base64url"));
}

/** Runs in the database. */
export function createRuns(database: Database): Runs {
  async function insert(run: Parameters<Runs["begin"]>[0], attempt: number): Promise<RunRow> {
    const last = await database.run.aggregate({
      where: { workspaceId: run.workspace, instance: run.instance },
      _max: { number: true },
    });
    const data = {
      id: run.id,
      workspaceId: run.workspace,
      instance: run.instance,
      deploymentId: run.deployment ?? null,
      number: (last._max.number ?? 0) + 1,
      state: "starting",
      command: JSON.stringify(run.command),
      restarts: run.restarts,
    };
    try {
      return await database.run.create({ data, include: withArtifact });
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
      return insert(run, attempt + 1);
    }
  }

  return {
    begin: async (run) => ({ ...read(await insert(run, 1)), artifact: run.artifact }),
    async change(run, change) {
      const { endedAt, restartAt, ...rest } = change;
      const data = {
        ...rest,
        ...(endedAt === undefined ? {} : { endedAt: new Date(endedAt) }),
        ...(restartAt === undefined ? {} : { restartAt: new Date(restartAt) }),
      };
      await database.run.updateMany({ where: { id: run.id }, data });
      return { ...run, ...change };
    },
    async list(workspace, instance) {
      const rows = await database.run.findMany({
        where: { workspaceId: workspace, instance },
        orderBy: { number: "desc" },
        take: LISTED_RUNS,
        include: withArtifact,
      });
      return rows.map(read);
    },
    async newest(workspace, instance) {
      const row = await database.run.findFirst({
        where: { workspaceId: workspace, instance },
        orderBy: { number: "desc" },
        include: withArtifact,
      });
      return row === null ? undefined : read(row);
    },
    async find(workspace, id) {
      const row = await database.run.findFirst({ where: { id, workspaceId: workspace }, include: withArtifact });
      return row === null ? undefined : read(row);
    },
    async alive() {
      const rows = await database.run.findMany({ where: { state: { in: liveStates } }, include: withArtifact });
      return rows.map(read);
    },
    async forgetRestart(run) {
      await database.run.updateMany({ where: { id: run.id }, data: { restartAt: null } });
    },
    async awaitingRestart() {
      const rows = await database.run.findMany({ where: { restartAt: { not: null } }, include: withArtifact });
      return rows.map(read);
    },
  };
}

/** What a page sees of a run. */
export function presentRun(run: Run): RunView {
  const { workspace: _, deployment: _deployment, restarts: _restarts, restartAt: _restartAt, command, ...shown } = run;
  return { ...shown, command: [...command] };
}

function read(row: RunRow): Run {
  return {
    id: RunId.parse(row.id),
    workspace: WorkspaceIdSchema.parse(row.workspaceId),
    instance: InstanceNameSchema.parse(row.instance),
    number: row.number,
    command: Command.parse(JSON.parse(row.command)),
    deployment: row.deploymentId ?? undefined,
    artifact: row.deployment?.artifact ? presentArtifact(row.deployment.artifact) : undefined,
    startedAt: row.startedAt.getTime(),
    state: z.enum(instanceStates).catch("failed").parse(row.state),
    endedAt: row.endedAt?.getTime(),
    exitCode: row.exitCode ?? undefined,
    signal: row.signal ?? undefined,
    reason: row.reason ?? undefined,
    logBytes: row.logBytes,
    restarts: row.restarts,
    restartAt: row.restartAt?.getTime(),
  };
}
