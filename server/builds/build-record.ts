import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Database } from "#prisma/client";
import { artifactFields, presentArtifact } from "#server/runs/artifact-row";
import { BuildId, type WorkspaceId, WorkspaceId as WorkspaceIdSchema } from "#shared/ids";
import { type BuildState, buildStates, buildTransitions, mayBecome } from "#shared/states";
import { type ArtifactView, type BuildView, Diagnostic } from "#shared/views";

/** A build as it is recorded. Times are milliseconds since 1970. */
export interface BuildRecord extends BuildView {
  readonly workspace: WorkspaceId;
  readonly sourceHash?: string | undefined;
}

/** What may change in a build's life. */
export type BuildChange = Partial<
  Pick<BuildRecord, "state" | "startedAt" | "endedAt" | "exitCode" | "diagnostics" | "stage" | "sourceHash">
>;

/** The builds that the database knows. */
export interface BuildRecords {
  begin(workspace: WorkspaceId, command: string): Promise<BuildRecord>;
  /** Records a change and answers with the build as it is then. A build that is over does not change its state any more. */
  change(build: BuildRecord, change: BuildChange): Promise<BuildRecord>;
  /** The newest builds of a workspace, newest first. */
  list(workspace: WorkspaceId): Promise<BuildRecord[]>;
  /** A build of this workspace, or undefined. */
  find(workspace: WorkspaceId, id: BuildId): Promise<BuildRecord | undefined>;
  /** Every build that the database believes queued or running, oldest first. */
  alive(): Promise<BuildRecord[]>;
  /** Forgets builds older than the newest ones, unless something that they made is deployed; answers which. */
  forgetOld(workspace: WorkspaceId): Promise<BuildId[]>;
}

/** Build ids are keys of keeper sessions: what begins so there is a build. */
export const buildKeyPrefix = "bld_";
/** Builds that stay readable. */
const keptBuilds = 20;
/** Two starts may choose the same number; the unique index says so and the second tries again. */
const attempts = 3;

const fields = { artifacts: { select: artifactFields, orderBy: { createdAt: "asc" } } } as const;
const Diagnostics = z.array(Diagnostic).catch([]);

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>;

function findRow(database: Database, workspaceId: string, id: string) {
  return database.build.findFirst({ where: { workspaceId, id }, include: fields });
}

/** The records in a database. */
export function createBuildRecords(database: Database): BuildRecords {
  async function insert(workspaceId: WorkspaceId, command: string): Promise<BuildRecord> {
    const newest = await database.build.aggregate({ where: { workspaceId }, _max: { number: true } });
    const id = `${buildKeyPrefix}${randomBytes(12).toString("base64url")}`;
    const data = { id, workspaceId, command, number: (newest._max.number ?? 0) + 1 };
    return present(await database.build.create({ data, include: fields }));
  }

  return {
    async begin(workspace, command) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await insert(workspace, command);
        } catch (error) {
          const isTaken = error instanceof Error && "code" in error && error.code === "P2002";
          if (!isTaken || attempt === attempts) throw error;
        }
      }
    },
    async change(build, change) {
      if (change.state !== undefined && !mayBecome(buildTransitions, build.state, change.state)) {
        throw new Error(`A build cannot go from ${build.state} to ${change.state}.`);
      }
      const row = await database.build.update({
        where: { id: build.id },
        data: {
          state: change.state,
          exitCode: change.exitCode,
          sourceHash: change.sourceHash,
          note: change.stage,
          startedAt: dateOf(change.startedAt),
          endedAt: dateOf(change.endedAt),
          diagnostics: change.diagnostics === undefined ? undefined : JSON.stringify(change.diagnostics),
        },
        include: fields,
      });
      return present(row);
    },
    async list(workspaceId) {
      const rows = await database.build.findMany({
        where: { workspaceId },
        orderBy: { number: "desc" },
        take: keptBuilds,
        include: fields,
      });
      return rows.map(present);
    },
    async find(workspace, id) {
      const row = await findRow(database, workspace, id);
      return row === null ? undefined : present(row);
    },
    async alive() {
      const rows = await database.build.findMany({
        where: { state: { in: ["queued", "running"] } },
        orderBy: { createdAt: "asc" },
        include: fields,
      });
      return rows.map(present);
    },
    async forgetOld(workspaceId) {
      const old = await database.build.findMany({
        where: {
          workspaceId,
          state: { notIn: ["queued", "running"] },
          artifacts: { none: { deployments: { some: {} } } },
        },
        orderBy: { number: "desc" },
        skip: keptBuilds,
        select: { id: true },
      });
      const ids = old.map((row) => BuildId.parse(row.id));
      if (ids.length > 0) await database.build.deleteMany({ where: { id: { in: ids } } });
      return ids;
    },
  };
}

/** What a page sees of a build. */
export function presentBuild(build: BuildRecord): BuildView {
  const { workspace: _workspace, sourceHash: _sourceHash, ...view } = build;
  return view;
}

function present(row: Row): BuildRecord {
  const state: BuildState = z.enum(buildStates).parse(row.state);
  const artifacts: ArtifactView[] = row.artifacts.map(presentArtifact);
  return {
    id: BuildId.parse(row.id),
    workspace: WorkspaceIdSchema.parse(row.workspaceId),
    number: row.number,
    state,
    command: row.command,
    createdAt: row.createdAt.getTime(),
    startedAt: row.startedAt?.getTime(),
    endedAt: row.endedAt?.getTime(),
    exitCode: row.exitCode ?? undefined,
    stage: row.note ?? undefined,
    sourceHash: row.sourceHash ?? undefined,
    diagnostics: Diagnostics.parse(JSON.parse(row.diagnostics)),
    artifacts,
  };
}

function dateOf(time: number | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}
