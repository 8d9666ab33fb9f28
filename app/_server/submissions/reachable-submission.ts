import { maySeeSubmission } from "#app/_server/policies/submission";
import type { Database } from "#prisma/client";
import { Role } from "#shared/roles";

/** A submission as somebody may reach it. */
export interface ReachableSubmission {
  readonly id: string;
  readonly role: Role;
  readonly wrote: boolean;
  readonly owner: { readonly id: string; readonly name: string };
  readonly workspaceId: string;
  readonly versionId: string;
  readonly experiment: { readonly id: string; readonly slug: string };
  readonly course: { readonly slug: string; readonly title: string; readonly archived: boolean };
}

/** The submission; null when it is unknown or not this person's to see, which nobody can tell apart. */
export async function reachSubmission(db: Database, userId: string, id: string): Promise<ReachableSubmission | null> {
  const row = await db.submission.findUnique({
    where: { id },
    select: {
      id: true,
      workspace: {
        select: {
          id: true,
          versionId: true,
          owner: { select: { id: true, name: true } },
          version: {
            select: {
              experiment: {
                select: {
                  ...{ id: true, slug: true },
                  course: {
                    select: {
                      ...{ slug: true, title: true, state: true },
                      memberships: { where: { userId }, select: { role: true } },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  });
  if (row === null) return null;
  const { owner, version, versionId } = row.workspace;
  const { course, id: experimentId, slug } = version.experiment;
  const role = Role.safeParse(course.memberships[0]?.role).data;
  const wrote = owner.id === userId;
  if (role === undefined || !maySeeSubmission(role, wrote)) return null;
  return {
    ...{ id: row.id, role, wrote, owner, versionId, workspaceId: row.workspace.id },
    experiment: { id: experimentId, slug },
    course: { slug: course.slug, title: course.title, archived: course.state === "archived" },
  };
}
