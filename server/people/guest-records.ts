import type { Database } from "#prisma/client";
import { UserId, type WorkspaceId } from "#shared/ids";
import { GuestView } from "#shared/people";

/** The guests of a workspace, in the order of their invitations. */
export async function guestsOf(database: Database, workspaceId: WorkspaceId): Promise<GuestView[]> {
  const rows = await database.workspaceGuest.findMany({
    where: { workspaceId },
    orderBy: { invitedAt: "asc" },
    include: { user: { select: { name: true } } },
  });
  return rows.map(presentGuest);
}

/** What a page sees of a guest's row. */
export function presentGuest(row: {
  userId: string;
  right: string;
  invitedAt: Date;
  acceptedAt: Date | null;
  user: { name: string };
}): GuestView {
  return {
    user: UserId.parse(row.userId),
    name: row.user.name,
    right: GuestView.shape.right.catch("view").parse(row.right),
    invitedAt: row.invitedAt.getTime(),
    acceptedAt: row.acceptedAt?.getTime(),
  };
}
