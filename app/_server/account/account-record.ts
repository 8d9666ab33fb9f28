import type { Database } from "#prisma/client";

/** Everything that is written down about a person, as JSON for themselves: their account, courses, and what happened in their workspaces. */
export async function readAccountRecord(db: Database, userId: string) {
  const user = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      ...{ name: true, email: true, createdAt: true },
      memberships: { select: { role: true, group: true, createdAt: true, course: { select: { title: true } } } },
      extensions: { select: { dueAt: true, experimentId: true } },
      raised: { select: { sentence: true, state: true, lines: true, raisedAt: true, closedAt: true } },
      identities: { select: { issuer: true, subject: true, email: true, createdAt: true, usedAt: true } },
      workspaces: {
        select: {
          ...{ id: true, createdAt: true, openedAt: true },
          version: { select: { title: true, number: true, trial: true, experiment: { select: { slug: true } } } },
          builds: { select: { number: true, state: true, command: true, createdAt: true, endedAt: true } },
          deployments: { select: { instance: true, launch: true, createdAt: true } },
          runs: {
            select: { instance: true, number: true, state: true, exitCode: true, startedAt: true, endedAt: true },
          },
          checkRuns: { select: { number: true, state: true, parts: true, note: true, createdAt: true, endedAt: true } },
          classChecks: { select: { state: true, endedAt: true } },
          guests: { select: { right: true, invitedAt: true, user: { select: { name: true } } } },
        },
      },
    },
  });
  const events = await db.event.findMany({
    where: { OR: [{ userId }, { workspaceId: { in: user.workspaces.map(({ id }) => id) } }] },
    orderBy: { at: "asc" },
    select: { at: true, kind: true, detail: true, workspaceId: true },
  });
  return { ...user, events };
}
