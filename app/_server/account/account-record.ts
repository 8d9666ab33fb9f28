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
        // A copy for running somebody's submission again holds their files, not this person's.
        where: { version: { submissionId: null } },
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
          submissions: {
            orderBy: { number: "asc" },
            select: {
              ...{ id: true, number: true, createdAt: true, late: true, dueAt: true, fileCount: true, bytes: true },
              ...{ answers: true, comment: true, launches: true, check: true },
              // What is not released is still the reviewers' own.
              review: {
                where: { releasedAt: { not: null } },
                select: { points: true, maximum: true, verdict: true, text: true, byName: true, releasedAt: true },
              },
              feedback: {
                where: { submission: { review: { releasedAt: { not: null } } } },
                select: { anchor: true, text: true, byName: true, createdAt: true },
              },
            },
          },
          guests: { select: { right: true, invitedAt: true, user: { select: { name: true } } } },
        },
      },
    },
  });
  const feedbackGiven = await db.feedback.findMany({
    where: { byId: userId },
    select: { submissionId: true, anchor: true, text: true, createdAt: true, changedAt: true },
  });
  const events = await db.event.findMany({
    where: { OR: [{ userId }, { workspaceId: { in: user.workspaces.map(({ id }) => id) } }] },
    orderBy: { at: "asc" },
    select: { at: true, kind: true, detail: true, workspaceId: true },
  });
  return { ...user, feedbackGiven, events };
}
