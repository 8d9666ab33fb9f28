import type { Database } from "#prisma/client";

/** What a person's browsers remembered of their layouts of an experiment, by key. */
export async function findLayouts(
  db: Database,
  userId: string,
  experimentId: string,
): Promise<Record<string, unknown>> {
  const rows = await db.layout.findMany({
    where: { userId, key: { startsWith: `${experimentId}-` } },
    select: { key: true, value: true },
  });
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)]));
}
