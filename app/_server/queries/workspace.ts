import type { Database } from "#prisma/client";
import { dueFor } from "#shared/due-for";
import { GuestView, type Relation } from "#shared/people";
import { placeIn, Role } from "#shared/roles";
import type { Right } from "#shared/ticket";

/** What the workspace page and a ticket need to know. */
export interface FoundWorkspace {
  readonly id: string;
  readonly title: string;
  /** Whether its owner tries a draft in it. */
  readonly trial: boolean;
  /** The submission that its owner runs again in it; null for all but such copies. */
  readonly copyOf: { readonly id: string; readonly number: number; readonly student: string } | null;
  /** The task sheet, Markdown. */
  readonly sheet: string;
  readonly right: Right;
  readonly experimentId: string;
  readonly experimentSlug: string;
  readonly relation: Relation;
  readonly owner: { readonly id: string; readonly name: string };
  readonly course: { readonly slug: string; readonly title: string; readonly archived: boolean };
  /** Until when the owner's work is to be done; null without a deadline. */
  readonly dueAt: Date | null;
}

/** The workspace as this person may see it; null when it is unknown or not theirs to see, which nobody can tell apart. */
export async function findWorkspace(db: Database, userId: string, id: string): Promise<FoundWorkspace | null> {
  const row = await db.workspace.findUnique({
    where: { id },
    select: {
      id: true,
      owner: { select: { id: true, name: true } },
      guests: { where: { userId }, select: { right: true } },
      version: {
        select: {
          title: true,
          trial: true,
          sheet: true,
          submission: {
            select: { id: true, number: true, workspace: { select: { owner: { select: { name: true } } } } },
          },
          experiment: {
            select: {
              id: true,
              slug: true,
              deadline: { include: { extensions: true } },
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
  });
  if (row === null) return null;
  const { title, trial, sheet, submission, experiment } = row.version;
  const role = Role.safeParse(experiment.course.memberships[0]?.role).data;
  const invitation = GuestView.shape.right.safeParse(row.guests[0]?.right).data;
  const archived = experiment.course.state === "archived";
  const place = placeIn(role, row.owner.id === userId, invitation, archived);
  if (place === undefined) return null;
  const { slug, title: courseTitle } = experiment.course;
  return {
    id: row.id,
    title,
    trial,
    copyOf:
      submission === null
        ? null
        : { id: submission.id, number: submission.number, student: submission.workspace.owner.name },
    sheet,
    ...place,
    experimentId: experiment.id,
    experimentSlug: experiment.slug,
    owner: row.owner,
    course: { slug, title: courseTitle, archived },
    dueAt: dueFor(row.owner.id, experiment.deadline)?.at ?? null,
  };
}
