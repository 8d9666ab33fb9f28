import { newId } from "#app/_server/new-id";
import { findCourse } from "#app/_server/queries/course";
import type { Database } from "#prisma/client";
import { UserError, unknownThing } from "#shared/failures";

/**
 * The person's workspace of the newest version of an experiment; made when there is none yet, so pressing twice makes one.
 * Throws UserError `unknown` or `refused`. The workspace server fills it when it is first opened.
 */
export async function startWorkspace(
  db: Database,
  userId: string,
  course: string,
  experiment: string,
): Promise<string> {
  const found = await findCourse(db, userId, course);
  const entry = found?.experiments.find((candidate) => candidate.slug === experiment);
  if (entry === undefined) throw unknownThing();
  const version = { ownerId: userId, versionId: entry.version.id };
  const mine = await db.workspace.findUnique({ where: { ownerId_versionId: version } });
  if (mine !== null) return mine.id;
  if (!entry.mayStart)
    throw new UserError("refused", "This course is archived: workspaces can be read, but no new ones started.");
  const row = await db.workspace.upsert({
    where: { ownerId_versionId: version },
    create: { id: newId(), ...version },
    update: {},
  });
  return row.id;
}
