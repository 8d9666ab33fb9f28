import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Database } from "#prisma/client";
import type { Snapshot } from "#server/submissions/snapshot";
import { type Due, dueFor } from "#shared/due-for";
import { unknownThing } from "#shared/failures";
import { SubmissionId, type WorkspaceId } from "#shared/ids";
import {
  type HandedIn,
  SubmittedAnswer,
  type SubmittedCheck,
  type SubmittedLaunch,
} from "#shared/submissions/submission";

/** What has to be known of a workspace before something of it is handed in. */
export interface Setting {
  readonly owner: string;
  readonly experiment: string;
  /** Its owner tries a draft in it, or runs somebody's submission again. */
  readonly trial: boolean;
  readonly archived: boolean;
  readonly due: Due | undefined;
}

/** A submission to be written down. */
export interface NewSubmission {
  readonly key: string;
  readonly at: Date;
  readonly snapshot: Snapshot;
  readonly sourceHash: string;
  readonly launches: readonly SubmittedLaunch[];
  readonly answers: readonly SubmittedAnswer[];
  readonly comment: string;
  readonly check: SubmittedCheck | null;
}

/** The newest submission of somebody in an experiment, from whichever of their workspaces. */
export interface LastSubmission {
  readonly workspace: string;
  readonly number: number;
  readonly at: Date;
  readonly sourceHash: string;
  readonly answers: readonly SubmittedAnswer[];
  readonly comment: string;
}

/** The submissions that the database knows. */
export interface SubmissionRecords {
  /** Throws what unknown things answer. */
  setting(workspace: WorkspaceId): Promise<Setting>;
  /** What was handed in with this key. */
  byKey(workspace: WorkspaceId, key: string): Promise<HandedIn | undefined>;
  last(setting: Setting): Promise<LastSubmission | undefined>;
  /** All that the student has handed in for the experiment. */
  usage(setting: Setting): Promise<{ readonly count: number; readonly bytes: number }>;
  /** Writes it down, whole and at once. */
  add(workspace: WorkspaceId, setting: Setting, submission: NewSubmission): Promise<HandedIn>;
  /** The hash of the files of one of this workspace's submissions. */
  contentOf(
    workspace: WorkspaceId,
    id: string,
  ): Promise<{ readonly sha256: string; readonly number: number } | undefined>;
  /** The hash of the files that a copy's workspaces begin with; undefined for all other versions. */
  contentOfCopy(versionId: string): Promise<string | undefined>;
  isUsed(sha256: string): Promise<boolean>;
  /** The sources of the first build in a stretch of time, as that build saw them. */
  builtFrom(workspace: WorkspaceId, from: number, to: number): Promise<string | undefined>;
}

const Answers = z.array(SubmittedAnswer).catch([]);
const receipt = { select: { id: true, number: true, createdAt: true, late: true } } as const;

/** The records in a database. */
export function createSubmissionRecords(database: Database): SubmissionRecords {
  const of = ({ owner, experiment }: Setting) => ({
    workspace: { ownerId: owner, version: { experimentId: experiment } },
  });

  return {
    async setting(id) {
      const row = await database.workspace.findUnique({
        where: { id },
        select: {
          ownerId: true,
          version: {
            select: {
              trial: true,
              experiment: {
                select: {
                  id: true,
                  deadline: { include: { extensions: true } },
                  course: { select: { state: true } },
                },
              },
            },
          },
        },
      });
      if (row === null) throw unknownThing();
      const { trial, experiment } = row.version;
      return {
        owner: row.ownerId,
        experiment: experiment.id,
        trial,
        archived: experiment.course.state === "archived",
        due: dueFor(row.ownerId, experiment.deadline),
      };
    },
    async byKey(workspaceId, key) {
      const row = await database.submission.findUnique({
        where: { workspaceId_key: { workspaceId, key } },
        ...receipt,
      });
      return row === null ? undefined : present(row);
    },
    async last(setting) {
      const row = await database.submission.findFirst({
        where: of(setting),
        orderBy: { number: "desc" },
        select: {
          ...{ workspaceId: true, number: true, createdAt: true },
          ...{ sourceHash: true, answers: true, comment: true },
        },
      });
      if (row === null) return undefined;
      const { workspaceId, number, createdAt, sourceHash, answers, comment } = row;
      const read = Answers.parse(JSON.parse(answers));
      return { workspace: workspaceId, number, at: createdAt, sourceHash, answers: read, comment };
    },
    async usage(setting) {
      const all = await database.submission.aggregate({ where: of(setting), _count: true, _sum: { bytes: true } });
      return { count: all._count, bytes: all._sum.bytes ?? 0 };
    },
    async add(workspaceId, setting, { key, at, snapshot, sourceHash, launches, answers, comment, check }) {
      const { due } = setting;
      const row = await database.$transaction(async (tx) => {
        const newest = await tx.submission.aggregate({ where: of(setting), _max: { number: true } });
        return tx.submission.create({
          data: {
            id: `sub_${randomBytes(12).toString("base64url")}`,
            ...{ workspaceId, key, sourceHash, comment, createdAt: at },
            number: (newest._max.number ?? 0) + 1,
            sha256: snapshot.sha256,
            files: JSON.stringify(snapshot.files),
            fileCount: snapshot.files.length,
            bytes: snapshot.bytes,
            launches: JSON.stringify(launches),
            answers: JSON.stringify(answers),
            check: check === null ? null : JSON.stringify(check),
            dueAt: due?.at ?? null,
            late: due !== undefined && at > due.at,
          },
          ...receipt,
        });
      });
      return present(row);
    },
    async contentOf(workspaceId, id) {
      const row = await database.submission.findFirst({
        where: { workspaceId, id },
        select: { sha256: true, number: true },
      });
      return row ?? undefined;
    },
    async contentOfCopy(versionId) {
      const version = await database.experimentVersion.findUnique({
        where: { id: versionId },
        select: { submission: { select: { sha256: true } } },
      });
      return version?.submission?.sha256;
    },
    isUsed: async (sha256) => (await database.submission.count({ where: { sha256 } })) > 0,
    async builtFrom(workspaceId, from, to) {
      const row = await database.build.findFirst({
        where: { workspaceId, createdAt: { gte: new Date(from), lte: new Date(to) } },
        orderBy: { number: "asc" },
        select: { sourceHash: true },
      });
      return row?.sourceHash ?? undefined;
    },
  };
}

function present(row: { id: string; number: number; createdAt: Date; late: boolean }): HandedIn {
  const { id, number, createdAt, late } = row;
  return { id: SubmissionId.parse(id), number, at: createdAt.getTime(), late };
}
