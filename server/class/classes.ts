import { ClassFeed, type LiveWorkspace } from "#server/class/class-feed";
import type { ClassRecords } from "#server/class/class-records";
import { classInstance, withBuild, withInstance } from "#server/class/class-workspace";
import type { Progress } from "#server/class/progress";
import type { Help } from "#server/help/help";
import type { Instances } from "#server/instances/instances";
import { type Log, logReference } from "#server/log";
import type { People } from "#server/people/people";
import type { Pages } from "#server/sockets/hub";
import type { ClassSnapshot, ClassWorkspace } from "#shared/class";
import { unknownThing } from "#shared/failures";
import type { CourseId, WorkspaceId } from "#shared/ids";
import type { ClassNotice } from "#shared/socket/class-catalogue";

/** A class page that listens. */
export interface ClassListener {
  changed(notice: ClassNotice<"class:changed">): void;
}

/** The classes that somebody looks at. */
export interface Classes {
  /** Adds a page of the course's class until the returned function is called. */
  listen(course: CourseId, listener: ClassListener): () => void;
  /** The whole class; throws what unknown things answer. Only while somebody listens. */
  open(course: CourseId): Promise<ClassSnapshot>;
  dispose(): void;
}

interface ClassesParts {
  readonly records: ClassRecords;
  readonly help: Pick<Help, "queue" | "onChange">;
  readonly people: Pick<People, "peek" | "onChange">;
  readonly instances: Pick<Instances, "peek">;
  readonly progress: Progress;
  readonly pages: Pick<Pages, "tap">;
  readonly log: Log;
}

/** How often the database is asked for what no event tells: new members, other settings. Within the two seconds of the class page. */
const REFRESH_MS = 1500;

/** A class that nobody looks at is kept up to date for this long: a reload should not read it all again. */
const LINGER_MS = 60_000;

interface Room {
  readonly feed: ClassFeed;
  leaving: NodeJS.Timeout | undefined;
  readonly listeners: Set<ClassListener>;
}

/** Feeds of courses, made for the first listener and given up a minute after the last. */
export function createClasses(parts: ClassesParts): Classes {
  const { records, help, people, instances, progress, pages, log } = parts;
  const rooms = new Map<CourseId, Room>();
  const courses = new Map<WorkspaceId, Promise<CourseId | undefined>>();

  function live(workspace: WorkspaceId): LiveWorkspace {
    const members = [...(people.peek(workspace)?.members.values() ?? [])].filter(({ pages: open }) => open.size > 0);
    return {
      online: members.some(({ relation }) => relation === "owner"),
      visitors: members
        .filter(({ relation }) => relation !== "owner")
        .map(({ user, name, right }) => ({ user, name, right })),
      instances: instances.peek(workspace)?.map(classInstance),
      progressAt: progress.of(workspace),
    };
  }

  /** Something happened in a workspace; one that no open class knows may be new in one of them. */
  function happened(workspace: WorkspaceId, change?: (row: ClassWorkspace) => ClassWorkspace): void {
    if (rooms.size === 0) return;
    let isKnown = false;
    for (const { feed } of rooms.values()) {
      if (!feed.has(workspace)) continue;
      isKnown = true;
      feed.touch(workspace, change);
    }
    if (isKnown) return;
    const course = courses.get(workspace) ?? records.courseOf(workspace);
    courses.set(workspace, course);
    course
      .then((id) => (id === undefined ? undefined : rooms.get(id)?.feed.refresh()))
      .catch((error: unknown) => {
        courses.delete(workspace);
        logReference(log, error, { workspace });
      });
  }

  const ends = [
    people.onChange(({ workspace }) => happened(workspace)),
    progress.onMade((workspace) => happened(workspace)),
    help.onChange((course, queue) => rooms.get(course)?.feed.setQueue(queue)),
    pages.tap((workspace, notice) => {
      if (notice.name === "instance:changed") happened(workspace, (row) => withInstance(row, notice.notice));
      if (notice.name === "build:changed") happened(workspace, (row) => withBuild(row, notice.notice));
      if (notice.name === "workspace:changed") happened(workspace, (row) => ({ ...row, state: notice.notice.state }));
    }),
  ];
  const timer = setInterval(() => {
    for (const { feed } of rooms.values())
      feed.look().catch((error: unknown) => log.warn({ err: error }, "a class could not be read"));
  }, REFRESH_MS);
  timer.unref();

  function makeRoom(course: CourseId): Room {
    const listeners = new Set<ClassListener>();
    const feed = new ClassFeed({
      ...{ course, records, live },
      queue: () => help.queue(course),
      send(notice) {
        for (const listener of listeners) listener.changed(notice);
      },
    });
    const room: Room = { feed, listeners, leaving: undefined };
    rooms.set(course, room);
    return room;
  }

  function leaveSoon(course: CourseId, room: Room): void {
    clearTimeout(room.leaving);
    room.leaving = setTimeout(() => {
      room.feed.dispose();
      rooms.delete(course);
    }, LINGER_MS);
    room.leaving.unref();
  }

  return {
    listen(course, listener) {
      const room = rooms.get(course) ?? makeRoom(course);
      clearTimeout(room.leaving);
      room.listeners.add(listener);
      return () => {
        room.listeners.delete(listener);
        if (room.listeners.size === 0) leaveSoon(course, room);
      };
    },
    async open(course) {
      const snapshot = await rooms.get(course)?.feed.open();
      if (snapshot === undefined) throw unknownThing();
      return snapshot;
    },
    dispose() {
      clearInterval(timer);
      for (const end of ends) end();
      for (const { feed, leaving } of rooms.values()) {
        clearTimeout(leaving);
        feed.dispose();
      }
      rooms.clear();
    },
  };
}
