import type { Database } from "#prisma/client";
import type { WorkspaceId } from "#shared/ids";
import { type OperatorWorkspace, OperatorWorkspace as Row } from "#shared/operator";

/** What the database knows of a workspace that uses something. */
export type WorkspaceRecord = Pick<OperatorWorkspace, "id" | "title" | "course" | "owner" | "state">;

const Record = Row.pick({ id: true, title: true, course: true, owner: true, state: true });

/** The records of these workspaces, of those that exist. */
export async function readWorkspaceRecords(
  database: Database,
  ids: readonly WorkspaceId[],
): Promise<WorkspaceRecord[]> {
  const rows = await database.workspace.findMany({
    where: { id: { in: [...ids] } },
    select: {
      ...{ id: true, state: true },
      owner: { select: { id: true, name: true } },
      version: {
        select: { title: true, experiment: { select: { course: { select: { slug: true, title: true } } } } },
      },
    },
  });
  return rows.map(({ id, state, owner, version }) =>
    Record.parse({
      ...{ id, state, title: version.title, course: version.experiment.course },
      owner: { user: owner.id, name: owner.name },
    }),
  );
}
