import type { Database } from "#prisma/client";

/** An experiment's deadline with everybody who has more time. Times are milliseconds since 1970. */
export interface DeadlineEntry {
  readonly slug: string;
  readonly title: string;
  readonly dueAt: number | null;
  readonly extensions: readonly { readonly user: string; readonly name: string; readonly dueAt: number }[];
}

/** The deadlines of a course's experiments, in their order; those that have no version yet are left out. */
export async function listDeadlines(db: Database, courseId: string): Promise<DeadlineEntry[]> {
  const rows = await db.experiment.findMany({
    where: { courseId },
    orderBy: [{ position: "asc" }, { slug: "asc" }],
    include: {
      versions: { where: { trial: false }, orderBy: { number: "desc" }, take: 1, select: { title: true } },
      deadline: { include: { extensions: { include: { user: { select: { name: true } } } } } },
    },
  });
  return rows.flatMap(({ slug, versions, deadline }) => {
    const [newest] = versions;
    if (newest === undefined) return [];
    const extensions = (deadline?.extensions ?? [])
      .map(({ userId, user, dueAt }) => ({ user: userId, name: user.name, dueAt: dueAt.getTime() }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
    return [{ slug, title: newest.title, dueAt: deadline?.dueAt.getTime() ?? null, extensions }];
  });
}
