import type { Database } from "#prisma/client";
import { Role, workspaceRight } from "#shared/roles";
import { allows, type TicketClaims } from "#shared/ticket";

/** Whether tickets still hold, as the database sees it at the moment of asking. */
export interface Rights {
  /** One answer for each of the claims, in their order. */
  check(claims: readonly TicketClaims[]): Promise<boolean[]>;
}

/** Asks the database: the sign-in must be alive, and the person must still have at least the ticket's right. */
export function createRights(database: Database): Rights {
  return {
    async check(claims) {
      const now = new Date();
      const [sessions, workspaces] = await Promise.all([
        database.session.findMany({
          where: { id: { in: distinct(claims.map((claim) => claim.sid)) }, expiresAt: { gt: now } },
          select: { id: true, userId: true },
        }),
        database.workspace.findMany({
          where: { id: { in: distinct(claims.map((claim) => claim.workspace)) } },
          select: {
            id: true,
            ownerId: true,
            version: {
              select: {
                experiment: {
                  select: {
                    course: {
                      select: {
                        memberships: { where: { userId: { in: distinct(claims.map((claim) => claim.sub)) } } },
                      },
                    },
                  },
                },
              },
            },
          },
        }),
      ]);
      const owner = new Map(sessions.map((session) => [session.id, session.userId]));
      const byId = new Map(workspaces.map((workspace) => [workspace.id, workspace]));
      return claims.map((claim) => {
        const workspace = byId.get(claim.workspace);
        if (owner.get(claim.sid) !== claim.sub || workspace === undefined) return false;
        const { memberships } = workspace.version.experiment.course;
        const role = memberships.find((membership) => membership.userId === claim.sub)?.role;
        const right = workspaceRight(Role.safeParse(role).data, workspace.ownerId === claim.sub);
        return right !== undefined && allows(right, claim.right);
      });
    },
  };
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
