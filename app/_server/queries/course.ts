import { z } from "zod";
import { maySeeCourse } from "#app/_server/policies/course";
import { maySeeExperiment, mayStart } from "#app/_server/policies/experiment";
import type { Database } from "#prisma/client";
import { type Due, dueFor } from "#shared/due-for";
import { parseExperiment } from "#shared/experiment/parse-experiment";
import { Role } from "#shared/roles";
import { type CourseState, courseStates, type WorkspaceState, workspaceStates } from "#shared/states";

/** A workspace as lists show it. */
export interface WorkspaceEntry {
  readonly id: string;
  readonly state: WorkspaceState;
  readonly version: number;
  readonly openedAt: Date;
}

/** An experiment in its newest version, and one's own workspaces of it, newest version first. */
export interface ExperimentEntry {
  readonly slug: string;
  readonly draft: boolean;
  readonly title: string;
  readonly summary: string;
  readonly version: { readonly id: string; readonly number: number };
  readonly language: string;
  readonly instances: readonly string[];
  readonly mine: readonly WorkspaceEntry[];
  readonly mayStart: boolean;
  /** Until when it is to be done by this person. */
  readonly due: Due | undefined;
}

/** A course with what this person may see in it. */
export interface CourseView {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly state: CourseState;
  readonly role: Role;
  readonly experiments: readonly ExperimentEntry[];
}

const languages = { java: "Java", node: "JavaScript", python: "Python", cpp: "C and C++" } as const;

/** The course at `slug`; null when it is unknown or not this person's to see. */
export async function findCourse(db: Database, userId: string, slug: string): Promise<CourseView | null> {
  const course = await db.course.findUnique({
    where: { slug },
    include: {
      memberships: { where: { userId } },
      experiments: {
        orderBy: [{ position: "asc" }, { slug: "asc" }],
        include: { versions: versionsFor(userId), deadline: { include: { extensions: { where: { userId } } } } },
      },
    },
  });
  if (course === null) return null;
  const role = Role.safeParse(course.memberships[0]?.role).data;
  const state = z.enum(courseStates).parse(course.state);
  if (role === undefined || !maySeeCourse(role, state)) return null;
  const experiments = course.experiments
    .filter((experiment) => maySeeExperiment(role, experiment.state))
    .flatMap((experiment) => {
      const [newest] = experiment.versions;
      if (newest === undefined) return [];
      const mine = experiment.versions.flatMap((version) =>
        version.workspaces.map((row) => workspaceEntry(row, version.number)),
      );
      return [
        {
          slug: experiment.slug,
          draft: experiment.state === "draft",
          title: newest.title,
          summary: newest.summary,
          version: { id: newest.id, number: newest.number },
          ...partsOf(newest.compose),
          mine,
          mayStart: mayStart(role, state, experiment.state),
          due: dueFor(userId, experiment.deadline),
        },
      ];
    });
  return { id: course.id, slug: course.slug, title: course.title, state, role, experiments };
}

function versionsFor(userId: string) {
  return {
    where: { trial: false },
    orderBy: { number: "desc" },
    select: {
      id: true,
      number: true,
      title: true,
      summary: true,
      compose: true,
      workspaces: { where: { ownerId: userId } },
    },
  } as const;
}

/** A row as lists show it. */
export function workspaceEntry(row: { id: string; state: string; openedAt: Date }, version: number): WorkspaceEntry {
  return { id: row.id, state: z.enum(workspaceStates).parse(row.state), version, openedAt: row.openedAt };
}

function partsOf(compose: string): { language: string; instances: string[] } {
  const parsed = parseExperiment(compose);
  if (!parsed.ok) return { language: "", instances: [] };
  return {
    language: languages[parsed.experiment.toolchain],
    instances: parsed.experiment.services.map((service) => service.name),
  };
}
