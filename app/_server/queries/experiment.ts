import {
  type CourseView,
  type ExperimentEntry,
  findCourse,
  type WorkspaceEntry,
  workspaceEntry,
} from "#app/_server/queries/course";
import { listOwnSubmissions } from "#app/_server/queries/submissions";
import type { Database } from "#prisma/client";
import { teaches } from "#shared/roles";
import type { SubmissionEntry } from "#shared/submissions/overview";

/** Somebody's workspace, for those who teach. */
export interface ClassEntry extends WorkspaceEntry {
  readonly student: string;
}

/** One experiment with its task sheet; `others` are the workspaces of the class, for those who teach, else empty. */
export interface ExperimentView extends ExperimentEntry {
  readonly course: CourseView;
  readonly sheet: string;
  readonly others: readonly ClassEntry[];
  /** What the reader handed in last; null when there is nothing. */
  readonly handedIn: SubmissionEntry | null;
  /** It says what must hold, so that solutions can be checked. */
  readonly checked: boolean;
}

/** The experiment at `slug` of a course; null when it is unknown or not this person's to see. */
export async function findExperiment(
  db: Database,
  userId: string,
  courseSlug: string,
  slug: string,
): Promise<ExperimentView | null> {
  const course = await findCourse(db, userId, courseSlug);
  const entry = course?.experiments.find((experiment) => experiment.slug === slug);
  if (!course || entry === undefined) return null;
  const version = await db.experimentVersion.findUniqueOrThrow({
    where: { id: entry.version.id },
    select: { sheet: true, experimentId: true, _count: { select: { files: { where: { tree: "checks" } } } } },
  });
  const others = teaches(course.role) ? await classOf(db, userId, course.id, slug) : [];
  const [handedIn = null] = await listOwnSubmissions(db, userId, version.experimentId);
  return { ...entry, course, sheet: version.sheet, others, handedIn, checked: version._count.files > 0 };
}

async function classOf(db: Database, userId: string, courseId: string, slug: string): Promise<ClassEntry[]> {
  const rows = await db.workspace.findMany({
    where: {
      version: { trial: false, experiment: { courseId, slug } },
      ownerId: { not: userId },
      owner: { memberships: { some: { courseId } } },
    },
    orderBy: { openedAt: "desc" },
    select: {
      id: true,
      state: true,
      openedAt: true,
      owner: { select: { name: true } },
      version: { select: { number: true } },
    },
  });
  return rows.map((row) => ({ ...workspaceEntry(row, row.version.number), student: row.owner.name }));
}
