import { z } from "zod";
import type { Database } from "#prisma/client";
import { HelpAbout, type HelpTicket, type HelpView, type NamedPerson } from "#shared/help";
import { CourseId, HelpId, UserId, WorkspaceId } from "#shared/ids";
import { helpStates } from "#shared/states";

/** A raised hand with its course and what was kept of the output. */
export interface HelpRecord extends HelpTicket {
  readonly course: CourseId;
  readonly text: string;
}

const StoredAbout = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(HelpAbout)
  .optional()
  .catch(undefined);

const person = { select: { id: true, name: true } } as const;
const include = {
  student: person,
  takenBy: person,
  workspace: {
    select: {
      version: { select: { title: true, experiment: { select: { slug: true, courseId: true } } } },
    },
  },
} as const;

type Row = Awaited<ReturnType<typeof openRows>>[number];

/** The rows of a course's raised hands that are not closed, oldest first. */
export function openRows(database: Database, courseId: string) {
  return database.helpRequest.findMany({
    where: { state: { not: "closed" }, workspace: { version: { trial: false, experiment: { courseId } } } },
    orderBy: [{ raisedAt: "asc" }, { id: "asc" }],
    include,
  });
}

/** The raised hands of a course that are not closed, oldest first, with their positions. */
export async function readQueue(database: Database, course: CourseId): Promise<HelpRecord[]> {
  let waiting = 0;
  return (await openRows(database, course)).map((row) => {
    if (row.state === "waiting") waiting += 1;
    return present(row, row.state === "waiting" ? waiting : undefined);
  });
}

/** One by its id; undefined when there is none. */
export async function findHelp(database: Database, id: HelpId): Promise<HelpRecord | undefined> {
  const row = await database.helpRequest.findUnique({ where: { id }, include });
  return row === null ? undefined : present(row, undefined);
}

/** What those who teach see. */
export function presentTicket({ course: _course, text: _text, ...ticket }: HelpRecord): HelpTicket {
  return ticket;
}

/** What the student sees. */
export function presentHelp({ id, state, sentence, about, raisedAt, position, by }: HelpTicket): HelpView {
  return { id, state, sentence, about, raisedAt, position, by };
}

function present(row: Row, position: number | undefined): HelpRecord {
  const { version } = row.workspace;
  return {
    id: HelpId.parse(row.id),
    state: z.enum(helpStates).catch("closed").parse(row.state),
    sentence: row.sentence,
    about: StoredAbout.parse(row.about ?? undefined),
    raisedAt: row.raisedAt.getTime(),
    position,
    by: row.takenBy === null ? undefined : named(row.takenBy),
    student: named(row.student),
    workspace: WorkspaceId.parse(row.workspaceId),
    experiment: { slug: version.experiment.slug, title: version.title },
    takenAt: row.takenAt?.getTime(),
    pausedAt: row.pausedAt?.getTime(),
    lines: row.lines === "" ? 0 : row.lines.split("\n").length,
    course: CourseId.parse(version.experiment.courseId),
    text: row.lines,
  };
}

function named({ id, name }: { id: string; name: string }): NamedPerson {
  return { user: UserId.parse(id), name };
}
