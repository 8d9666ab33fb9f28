import type { Database } from "#prisma/client";
import { GuestView } from "#shared/people";

/** Somebody else's workspace that one was invited into. */
export interface Visit {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly right: GuestView["right"];
  readonly invitedAt: Date;
}

/** The workspaces of a course that a person was invited into, the newest invitation first. */
export async function listVisits(db: Database, userId: string, courseId: string): Promise<Visit[]> {
  const rows = await db.workspaceGuest.findMany({
    where: { userId, workspace: { version: { trial: false, experiment: { courseId } } } },
    orderBy: { invitedAt: "desc" },
    include: {
      workspace: { select: { id: true, owner: { select: { name: true } }, version: { select: { title: true } } } },
    },
  });
  return rows.map(({ right, invitedAt, workspace }) => ({
    id: workspace.id,
    title: workspace.version.title,
    owner: workspace.owner.name,
    right: GuestView.shape.right.parse(right),
    invitedAt,
  }));
}
