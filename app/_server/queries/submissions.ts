import { mayReview } from "#app/_server/policies/submission";
import { entryFields, submissionEntry } from "#app/_server/queries/submission-entries";
import type { Database } from "#prisma/client";
import { Role } from "#shared/roles";
import type { SubmissionEntry, SubmissionRow } from "#shared/submissions/overview";

/** The submissions of an experiment, for those who teach. */
export interface SubmissionsView {
  readonly title: string;
  readonly slug: string;
  readonly course: { readonly slug: string; readonly title: string };
  /** When the experiment is to be done, but for who has more time; milliseconds since 1970. */
  readonly dueAt: number | null;
  /** Everybody who is a student, and who has handed in something all the same, by name. */
  readonly rows: readonly SubmissionRow[];
}

/** The submissions of the experiment at `slug`; null when it is unknown or not this person's to review. */
export async function findSubmissions(
  db: Database,
  userId: string,
  courseSlug: string,
  slug: string,
): Promise<SubmissionsView | null> {
  const course = await db.course.findUnique({
    where: { slug: courseSlug },
    include: {
      memberships: { include: { user: { select: { name: true, email: true } } } },
      experiments: {
        where: { slug },
        include: {
          deadline: true,
          versions: { where: { trial: false }, orderBy: { number: "desc" }, take: 1, select: { title: true } },
        },
      },
    },
  });
  const role = Role.safeParse(course?.memberships.find((one) => one.userId === userId)?.role).data;
  const [experiment] = course?.experiments ?? [];
  const [version] = experiment?.versions ?? [];
  if (!course || !experiment || version === undefined || !mayReview(role)) return null;
  const handedIn = await newestOf(db, experiment.id);
  const rows = course.memberships
    .filter((member) => member.role === "student" || handedIn.has(member.userId))
    .map(({ userId: user, group, user: { name, email } }) => {
      const found = handedIn.get(user);
      return { user, student: name, email, group, count: found?.count ?? 0, newest: found?.entry ?? null };
    })
    .toSorted((a, b) => a.student.localeCompare(b.student, "de"));
  return {
    ...{ title: version.title, slug, rows, course: { slug: course.slug, title: course.title } },
    dueAt: experiment.deadline?.dueAt.getTime() ?? null,
  };
}

/** The newest submission of everybody, and how many there are. */
async function newestOf(
  db: Database,
  experimentId: string,
): Promise<ReadonlyMap<string, { entry: SubmissionEntry; count: number }>> {
  const all = await db.submission.findMany({
    where: { workspace: { version: { experimentId } } },
    orderBy: { number: "desc" },
    select: { id: true, workspace: { select: { ownerId: true } } },
  });
  const byOwner = new Map<string, { id: string; count: number }>();
  for (const { id, workspace } of all) {
    const known = byOwner.get(workspace.ownerId);
    if (known === undefined) byOwner.set(workspace.ownerId, { id, count: 1 });
    else known.count += 1;
  }
  const rows = await db.submission.findMany({
    where: { id: { in: [...byOwner.values()].map(({ id }) => id) } },
    select: entryFields,
  });
  const entries = new Map(rows.map((row) => [row.id, submissionEntry(row, { released: false })]));
  return new Map(
    [...byOwner].flatMap(([owner, { id, count }]) => {
      const entry = entries.get(id);
      return entry === undefined ? [] : [[owner, { entry, count }] as const];
    }),
  );
}

/** How many submissions of each experiment of a course wait for a word; for those who teach. */
export async function countUnreviewed(
  db: Database,
  courseId: string,
): Promise<{ slug: string; title: string; handedIn: number; waiting: number }[]> {
  const experiments = await db.experiment.findMany({
    where: { courseId },
    orderBy: [{ position: "asc" }, { slug: "asc" }],
    include: {
      versions: { where: { trial: false }, orderBy: { number: "desc" }, take: 1, select: { title: true } },
    },
  });
  const counted = await Promise.all(
    experiments.map(async ({ id, slug, versions }) => {
      const newest = [...(await newestOf(db, id)).values()];
      const waiting = newest.filter(({ entry }) => entry.feedback !== "released").length;
      return { slug, title: versions[0]?.title ?? slug, handedIn: newest.length, waiting };
    }),
  );
  return counted.filter(({ handedIn }) => handedIn > 0);
}

/** What a person has handed in for an experiment, newest first, with what they may see by now. */
export async function listOwnSubmissions(
  db: Database,
  ownerId: string,
  experimentId: string,
): Promise<SubmissionEntry[]> {
  const rows = await db.submission.findMany({
    where: { workspace: { ownerId, version: { experimentId } } },
    orderBy: { number: "desc" },
    select: entryFields,
  });
  return rows.map((row) => submissionEntry(row, { released: true }));
}
