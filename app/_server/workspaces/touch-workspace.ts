import type { Database } from "#prisma/client";

/** Remembers that the owner opened the workspace now; looking at somebody else's leaves no trace in it. */
export async function touchWorkspace(
  db: Database,
  userId: string,
  workspace: { id: string; owner: { id: string } },
): Promise<void> {
  if (workspace.owner.id !== userId) return;
  await db.workspace.updateMany({ where: { id: workspace.id }, data: { openedAt: new Date() } });
}
