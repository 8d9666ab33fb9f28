import type { Database } from "#prisma/client";
import { GuestView } from "#shared/people";
import { type Place, placeIn, Role, teaches } from "#shared/roles";
import type { CourseTicketClaims, OperatorTicketClaims, TicketClaims } from "#shared/ticket";

/** Where somebody stands in a workspace by what the database says; what its owner grants comes on top. */
export interface Standing extends Place {
  /** The course lets those who teach drive without the student's yes. */
  readonly tutorsMayDrive: boolean;
  /** The course is over: whatever was granted before, nobody changes or starts anything. */
  readonly archived: boolean;
}

/** Whether tickets still hold, as the database sees it at the moment of asking. */
export interface Rights {
  /** Where each stands now, in the order of the claims; undefined for who may not be there or is signed out. */
  stand(claims: readonly Pick<TicketClaims, "sub" | "sid" | "workspace">[]): Promise<(Standing | undefined)[]>;
  /** Whether each still teaches the course and is signed in. */
  teach(claims: readonly Pick<CourseTicketClaims, "sub" | "sid" | "course">[]): Promise<boolean[]>;
  /** Whether somebody lectures the course now. */
  lecture(user: string, course: string): Promise<boolean>;
  /** Whether each is still an operator and signed in. */
  operate(claims: readonly Pick<OperatorTicketClaims, "sub" | "sid">[]): Promise<boolean[]>;
}

const InvitationRight = GuestView.shape.right.optional().catch(undefined);

/** Asks the database: the sign-in must be alive, and the person must have a place there. */
export function createRights(database: Database): Rights {
  /** The person of each sign-in that is alive. */
  async function signedIn(sids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const sessions = await database.session.findMany({
      where: { id: { in: distinct(sids) }, expiresAt: { gt: new Date() } },
      select: { id: true, userId: true },
    });
    return new Map(sessions.map((session) => [session.id, session.userId]));
  }

  function workspacesOf(ids: readonly string[], users: readonly string[]) {
    const people = { where: { userId: { in: distinct(users) } } };
    const course = { select: { state: true, tutorsMayDrive: true, memberships: people } };
    return database.workspace.findMany({
      where: { id: { in: distinct(ids) } },
      select: {
        id: true,
        ownerId: true,
        guests: people,
        version: { select: { experiment: { select: { course } } } },
      },
    });
  }

  return {
    async stand(claims) {
      const users = claims.map((claim) => claim.sub);
      const [person, workspaces] = await Promise.all([
        signedIn(claims.map((claim) => claim.sid)),
        workspacesOf(
          claims.map((claim) => claim.workspace),
          users,
        ),
      ]);
      const byId = new Map(workspaces.map((workspace) => [workspace.id, workspace]));
      return claims.map(({ sub, sid, workspace: id }) => {
        const workspace = byId.get(id);
        if (person.get(sid) !== sub || workspace === undefined) return undefined;
        const { memberships, state, tutorsMayDrive } = workspace.version.experiment.course;
        const archived = state === "archived";
        const role = memberships.find((membership) => membership.userId === sub)?.role;
        const invitation = workspace.guests.find((guest) => guest.userId === sub)?.right;
        const owns = workspace.ownerId === sub;
        const place = placeIn(Role.safeParse(role).data, owns, InvitationRight.parse(invitation), archived);
        return place === undefined ? undefined : { ...place, archived, tutorsMayDrive: tutorsMayDrive && !archived };
      });
    },
    async teach(claims) {
      const [person, memberships] = await Promise.all([
        signedIn(claims.map((claim) => claim.sid)),
        database.membership.findMany({
          where: {
            userId: { in: distinct(claims.map((claim) => claim.sub)) },
            courseId: { in: distinct(claims.map((claim) => claim.course)) },
          },
        }),
      ]);
      return claims.map(({ sub, sid, course }) => {
        const membership = memberships.find((one) => one.userId === sub && one.courseId === course);
        const role = Role.safeParse(membership?.role).data;
        return person.get(sid) === sub && role !== undefined && teaches(role);
      });
    },
    async lecture(userId, courseId) {
      const membership = await database.membership.findUnique({ where: { userId_courseId: { userId, courseId } } });
      return membership?.role === "lecturer";
    },
    async operate(claims) {
      const [person, operators] = await Promise.all([
        signedIn(claims.map((claim) => claim.sid)),
        database.user.findMany({
          where: { id: { in: distinct(claims.map((claim) => claim.sub)) }, operator: true },
          select: { id: true },
        }),
      ]);
      return claims.map(({ sub, sid }) => person.get(sid) === sub && operators.some(({ id }) => id === sub));
    },
  };
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
