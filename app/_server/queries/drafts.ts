import { mayAuthor } from "#app/_server/policies/experiment";
import type { Database } from "#prisma/client";
import { composePath } from "#shared/authoring/draft";
import { parseExperiment } from "#shared/experiment/parse-experiment";
import { Role } from "#shared/roles";

/** An experiment that was never published, as lists show it. */
export interface DraftEntry {
  readonly slug: string;
  readonly title: string;
  readonly changedBy: string;
  readonly changedAt: Date | null;
  /** Whether it has to be mended before it can be tried. */
  readonly broken: boolean;
}

/** What was never published in a course, the newest first, for those who write its experiments; null for everybody else. */
export async function listDrafts(db: Database, userId: string, courseId: string): Promise<DraftEntry[] | null> {
  const membership = await db.membership.findUnique({ where: { userId_courseId: { userId, courseId } } });
  const role = Role.safeParse(membership?.role).data;
  if (role === undefined || !mayAuthor(role)) return null;
  const rows = await db.experiment.findMany({
    where: { courseId, versions: { none: { trial: false } } },
    include: { draft: { include: { files: { orderBy: { changedAt: "desc" } } } } },
  });
  const entries = rows.map(({ slug, draft }) => {
    const files = draft?.files ?? [];
    const compose = files.find(({ path }) => path === composePath);
    const text = Buffer.from(compose?.content ?? []).toString("utf8");
    const parsed = parseExperiment(text);
    const title = parsed.ok ? parsed.experiment.title : (/^ +title: *["']?([^"'\n]{1,120})/m.exec(text)?.[1] ?? slug);
    const [newest] = files;
    return {
      ...{ slug, title, broken: !parsed.ok },
      changedBy: newest?.changedBy ?? "",
      changedAt: newest?.changedAt ?? null,
    };
  });
  return entries.toSorted((a, b) => (b.changedAt?.getTime() ?? 0) - (a.changedAt?.getTime() ?? 0));
}
