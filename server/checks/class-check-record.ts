import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Database } from "#prisma/client";
import { ClassCheckResult, type ClassCheckView } from "#shared/checks/class-views";
import { ClassCheckId, type CourseId, type UserId, WorkspaceId } from "#shared/ids";
import { checkPartStates, classCheckStates } from "#shared/states";

/** Runs of checks on whole classes, as the database knows them. */
export interface ClassCheckRecords {
  /** Every student's newest workspace of an experiment of the course, by name. */
  workspaces(course: CourseId, experiment: string): Promise<{ workspace: WorkspaceId; student: string }[]>;
  begin(
    course: CourseId,
    experiment: string,
    by: { readonly user: UserId; readonly name: string },
    results: readonly ClassCheckResult[],
  ): Promise<ClassCheckView>;
  saveResult(run: ClassCheckId, result: ClassCheckResult): Promise<void>;
  end(run: ClassCheckView): Promise<void>;
  newest(course: CourseId, experiment: string): Promise<ClassCheckView | undefined>;
  /** Says of every run that is believed under way that it was cut off. */
  breakAll(): Promise<void>;
}

const Checks = ClassCheckResult.shape.checks.catch([]);
const withResults = { results: { orderBy: { student: "asc" } } } as const;

/** The records in a database. */
export function createClassCheckRecords(database: Database): ClassCheckRecords {
  return {
    async workspaces(courseId, slug) {
      const rows = await database.workspace.findMany({
        where: {
          version: { trial: false, experiment: { courseId, slug } },
          owner: { memberships: { some: { courseId, role: "student" } } },
        },
        orderBy: { version: { number: "desc" } },
        select: { id: true, ownerId: true, owner: { select: { name: true } } },
      });
      const newest = new Map<string, (typeof rows)[number]>();
      for (const row of rows) if (!newest.has(row.ownerId)) newest.set(row.ownerId, row);
      return [...newest.values()]
        .map(({ id, owner }) => ({ workspace: WorkspaceId.parse(id), student: owner.name }))
        .toSorted((a, b) => a.student.localeCompare(b.student, "de"));
    },
    async begin(courseId, slug, by, results) {
      const row = await database.classCheck.create({
        data: {
          id: `cls_${randomBytes(12).toString("base64url")}`,
          ...{ courseId, slug, byId: by.user, byName: by.name },
          results: { create: results.map(({ workspace, student }) => ({ workspaceId: workspace, student })) },
        },
        include: withResults,
      });
      return { ...present(row), results: [...results] };
    },
    async saveResult(classCheckId, { workspace, state, checks, note, endedAt }) {
      // The student's workspace may be gone by now, and with it the row.
      await database.classCheckResult.updateMany({
        where: { classCheckId, workspaceId: workspace },
        data: {
          ...{ state, note: note ?? null, checks: JSON.stringify(checks) },
          endedAt: endedAt === undefined ? null : new Date(endedAt),
        },
      });
    },
    async end({ id, state, endedAt }) {
      await database.classCheck.updateMany({
        where: { id },
        data: { state, endedAt: new Date(endedAt ?? Date.now()) },
      });
    },
    async newest(courseId, slug) {
      const row = await database.classCheck.findFirst({
        where: { courseId, slug },
        orderBy: { createdAt: "desc" },
        include: withResults,
      });
      return row === null ? undefined : present(row);
    },
    async breakAll() {
      const alive = await database.classCheck.findMany({ where: { state: "running" }, select: { id: true } });
      const ids = alive.map((row) => row.id);
      await database.classCheckResult.updateMany({
        where: { classCheckId: { in: ids }, state: "running" },
        data: { state: "broken", note: "The server was restarted meanwhile." },
      });
      await database.classCheckResult.updateMany({
        where: { classCheckId: { in: ids }, state: "waiting" },
        data: { state: "skipped" },
      });
      await database.classCheck.updateMany({
        where: { id: { in: ids } },
        data: { state: "broken", endedAt: new Date() },
      });
    },
  };
}

interface Row {
  id: string;
  slug: string;
  state: string;
  byName: string;
  createdAt: Date;
  endedAt: Date | null;
  results: {
    workspaceId: string;
    student: string;
    state: string;
    checks: string;
    note: string | null;
    endedAt: Date | null;
  }[];
}

function present({ id, slug, state, byName, createdAt, endedAt, results }: Row): ClassCheckView {
  return {
    id: ClassCheckId.parse(id),
    experiment: slug,
    state: z.enum(classCheckStates).parse(state),
    by: byName,
    createdAt: createdAt.getTime(),
    endedAt: endedAt?.getTime(),
    results: results.map((one) => ({
      workspace: WorkspaceId.parse(one.workspaceId),
      student: one.student,
      state: z.enum(checkPartStates).parse(one.state),
      checks: Checks.parse(JSON.parse(one.checks)),
      note: one.note ?? undefined,
      endedAt: one.endedAt?.getTime(),
    })),
  };
}
