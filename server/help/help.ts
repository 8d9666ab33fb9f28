import { randomBytes } from "node:crypto";
import type { Database } from "#prisma/client";
import type { Audit, AuditNote } from "#server/audit/audit";
import type { HelpLines } from "#server/help/help-lines";
import { findHelp, type HelpRecord, presentHelp, presentTicket, readQueue } from "#server/help/help-records";
import type { Caller, Hub } from "#server/sockets/handlers";
import { UserError, unknownThing } from "#shared/failures";
import type { HelpAbout, HelpTicket, HelpView, NamedPerson } from "#shared/help";
import { CourseId, HelpId, type WorkspaceId } from "#shared/ids";
import { type HelpState, helpTransitions, mayBecome } from "#shared/states";

/** Somebody who teaches a course, as their ticket says. */
export interface Teacher extends NamedPerson {
  readonly course: CourseId;
}

/** Raised hands. The database holds them; every change is told to the students who wait and to the course. */
export interface Help {
  /** Raises the caller's hand with the last lines of what it is about. Throws UserError("refused") while one is raised. */
  raise(caller: Caller, sentence: string, about: HelpAbout | undefined): Promise<HelpView>;
  withdraw(caller: Caller): Promise<void>;
  /** The one of a workspace that is not closed. */
  of(workspace: WorkspaceId): Promise<HelpView | null>;
  /** Those of a course that are not closed, oldest first. */
  queue(course: CourseId): Promise<HelpTicket[]>;
  /** Moves one of the teacher's course to another state; throws what unknown things answer for all others. */
  move(teacher: Teacher, id: HelpId, state: Exclude<HelpState, "waiting">): Promise<HelpTicket>;
  /** The output that was kept with one of the teacher's course. */
  lines(teacher: Teacher, id: HelpId): Promise<string>;
  /** Calls back with the queue of a course after each change. */
  onChange(listener: (course: CourseId, queue: readonly HelpTicket[]) => void): () => void;
}

interface HelpParts {
  readonly database: Database;
  readonly audit: Audit;
  readonly lines: HelpLines;
  readonly hub: Hub;
}

const kinds = { taken: "help.taken", paused: "help.paused", closed: "help.closed" } as const;
const refusals: Record<HelpState, string> = {
  waiting: "Take it first.",
  taken: "It is taken.",
  paused: "It is put aside already.",
  closed: "This one is closed.",
};

/** The raised hands of this server's courses. */
export function createHelp({ database, audit, lines, hub }: HelpParts): Help {
  const listeners = new Set<(course: CourseId, queue: readonly HelpTicket[]) => void>();
  let last: Promise<unknown> = Promise.resolve();

  /** One change after the other: hands are raised some times a minute, and positions must be true. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function courseOf(id: WorkspaceId): Promise<CourseId> {
    const row = await database.workspace.findUnique({
      where: { id },
      select: { version: { select: { experiment: { select: { courseId: true } } } } },
    });
    if (row === null) throw unknownThing();
    return CourseId.parse(row.version.experiment.courseId);
  }

  async function openOf(workspaceId: WorkspaceId): Promise<HelpRecord | undefined> {
    const row = await database.helpRequest.findFirst({
      where: { workspaceId, state: { not: "closed" } },
      select: { id: true },
    });
    const record = row === null ? undefined : await findHelp(database, HelpId.parse(row.id));
    if (record?.state !== "waiting") return record;
    return (await readQueue(database, record.course)).find(({ id }) => id === record.id);
  }

  /** Tells everybody who waits in a course, and the workspace of one that is closed. */
  async function tell(course: CourseId, closed?: WorkspaceId): Promise<HelpTicket[]> {
    const queue = await readQueue(database, course);
    if (closed !== undefined && queue.every(({ workspace }) => workspace !== closed))
      hub.publish(closed, "help:changed", { help: null });
    for (const record of queue) hub.publish(record.workspace, "help:changed", { help: presentHelp(record) });
    const tickets = queue.map(presentTicket);
    for (const listener of listeners) listener(course, tickets);
    return tickets;
  }

  async function change(record: HelpRecord, state: HelpState, by: NamedPerson, note: AuditNote): Promise<void> {
    if (!mayBecome(helpTransitions, record.state, state)) throw new UserError("refused", refusals[record.state]);
    const now = new Date();
    const data = {
      taken: { takenById: by.user, takenAt: now, pausedAt: null },
      paused: { takenById: by.user, pausedAt: now },
      closed: { closedAt: now },
      waiting: {},
    }[state];
    await database.$transaction([
      database.event.create({ data: audit.row(record.workspace, note) }),
      database.helpRequest.update({ where: { id: record.id }, data: { state, ...data } }),
    ]);
  }

  async function inCourse(course: CourseId, id: HelpId): Promise<HelpRecord> {
    const record = await findHelp(database, id);
    if (record?.course !== course) throw unknownThing();
    return record;
  }

  return {
    async raise({ workspace, claims }, sentence, about) {
      const asked = about === undefined ? await lines.guess(workspace) : await lines.check(workspace, about);
      if (about !== undefined && asked === undefined) throw unknownThing();
      const text = asked === undefined ? "" : await lines.read(workspace, asked);
      return inTurn(async () => {
        if ((await openOf(workspace)) !== undefined) throw new UserError("refused", "Your hand is raised already.");
        const course = await courseOf(workspace);
        const by = { user: claims.sub, name: claims.name };
        const id = HelpId.parse(`hlp_${randomBytes(12).toString("hex")}`);
        await database.$transaction([
          database.event.create({ data: audit.row(workspace, { kind: "help.raised", by, note: sentence }) }),
          database.helpRequest.create({
            data: {
              ...{ id, workspaceId: workspace, studentId: claims.sub, sentence, lines: text },
              about: asked === undefined ? null : JSON.stringify(asked),
            },
          }),
        ]);
        const ticket = (await tell(course)).find((one) => one.id === id);
        if (ticket === undefined) throw unknownThing();
        return presentHelp(ticket);
      });
    },
    withdraw: ({ workspace, claims }) =>
      inTurn(async () => {
        const record = await openOf(workspace);
        if (record === undefined) return;
        const by = { user: claims.sub, name: claims.name };
        await change(record, "closed", by, { kind: "help.withdrawn", by });
        await tell(record.course, workspace);
      }),
    async of(workspace) {
      const record = await openOf(workspace);
      return record === undefined ? null : presentHelp(record);
    },
    queue: async (course) => (await readQueue(database, course)).map(presentTicket),
    move: ({ user, name, course }, id, state) =>
      inTurn(async () => {
        const record = await inCourse(course, id);
        const by = { user, name };
        await change(record, state, by, { kind: kinds[state], by, whom: record.student });
        const tickets = await tell(course, record.workspace);
        return tickets.find((one) => one.id === id) ?? { ...presentTicket(record), state };
      }),
    lines: async ({ course }, id) => (await inCourse(course, id)).text,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
