import type { ClassRecord, ClassRecords } from "#server/class/class-records";
import { later } from "#server/class/class-workspace";
import type { ClassSnapshot, ClassStudent, ClassWorkspace } from "#shared/class";
import type { HelpTicket, NamedPerson } from "#shared/help";
import type { CourseId, UserId, WorkspaceId } from "#shared/ids";
import type { ClassNotice } from "#shared/socket/class-catalogue";

/** At most four messages a second, however much happens. */
const GATHER_MS = 250;

/** Who is there and what they have is read again after this time, for what neither an event nor the counts tell (a name, a member in another's place). */
const STALE_MS = 15_000;

/** What is known now and stands in no table: laid over what the database says. */
export interface LiveWorkspace {
  readonly online: boolean;
  readonly visitors: ClassWorkspace["visitors"];
  /** Absent while nobody has asked for its instances since the server's start. */
  readonly instances?: ClassWorkspace["instances"] | undefined;
  readonly progressAt?: number | undefined;
}

interface ClassFeedParts {
  readonly course: CourseId;
  readonly records: Pick<ClassRecords, "read" | "stamp">;
  readonly live: (workspace: WorkspaceId) => LiveWorkspace;
  readonly queue: () => Promise<readonly HelpTicket[]>;
  readonly send: (notice: ClassNotice<"class:changed">) => void;
}

type Student = NamedPerson & { group: string; workspaces: ClassWorkspace[]; seenAt: number | undefined };

/** One course as its class page shows it: a snapshot, then what changed, gathered. Lives while somebody looks. */
export class ClassFeed {
  readonly #parts: ClassFeedParts;
  #record: Pick<ClassRecord, "course" | "settings"> | undefined;
  #students = new Map<UserId, Student>();
  #owners = new Map<WorkspaceId, UserId>();
  #queue: readonly HelpTicket[] = [];
  /** What was sent of each student, as text, so that nothing is sent twice. */
  readonly #sent = new Map<UserId, string>();
  readonly #dirty = new Set<UserId>();
  readonly #touched = new Set<WorkspaceId>();
  #removed: UserId[] = [];
  #news: { queue?: true; settings?: true } = {};
  #timer: NodeJS.Timeout | undefined;
  #flushedAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #stamp = "";
  #isDisposed = false;

  constructor(parts: ClassFeedParts) {
    this.#parts = parts;
  }

  /** The whole class; undefined when the course is gone. */
  async open(): Promise<ClassSnapshot | undefined> {
    if (this.#record === undefined) await this.refresh();
    const record = this.#record;
    if (record === undefined) return undefined;
    return { ...record, students: [...this.#students.values()].map((one) => this.#row(one)), queue: [...this.#queue] };
  }

  /** Reads the database again: new members, new workspaces, other settings. Shared by all who ask at the same time. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Looks for what no event tells: reads everything only when there is such news, or when it was last read long ago. */
  async look(): Promise<void> {
    const stamp = await this.#parts.records.stamp(this.#parts.course);
    if (stamp === this.#stamp && performance.now() - this.#readAt < STALE_MS) return;
    this.#stamp = stamp;
    await this.refresh();
  }

  has(workspace: WorkspaceId): boolean {
    return this.#owners.has(workspace);
  }

  /** A workspace's row has changed: `change` makes the new one of the old. */
  touch(workspace: WorkspaceId, change: (row: ClassWorkspace) => ClassWorkspace = (row) => row): void {
    const user = this.#owners.get(workspace);
    const student = user === undefined ? undefined : this.#students.get(user);
    if (user === undefined || student === undefined) return;
    this.#touched.add(workspace);
    const index = student.workspaces.findIndex(({ id }) => id === workspace);
    const row = student.workspaces[index];
    if (row === undefined) return;
    const fresh = this.#overlay(change(row));
    if (row.online || fresh.online) student.seenAt = Date.now();
    student.workspaces[index] = fresh;
    this.#mark(user);
  }

  /** The raised hands are these now. */
  setQueue(queue: readonly HelpTicket[]): void {
    for (const { student } of [...this.#queue, ...queue]) this.#dirty.add(student.user);
    this.#queue = queue;
    this.#news.queue = true;
    this.#schedule();
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
  }

  async #read(): Promise<void> {
    this.#touched.clear();
    this.#readAt = performance.now();
    const known = new Map(
      [...this.#students.values()].flatMap(({ workspaces }) => workspaces.map((row) => [row.id, row] as const)),
    );
    const [record, queue] = await Promise.all([
      this.#parts.records.read(this.#parts.course, known),
      this.#parts.queue(),
    ]);
    if (record === undefined || this.#isDisposed) return;
    const { course, settings } = record;
    const isFirst = this.#record === undefined;
    const isOther = JSON.stringify(settings) !== JSON.stringify(this.#record?.settings);
    this.#record = { course, settings };
    const before = this.#students;
    this.#students = new Map(
      record.students.map(({ user, name, group, workspaces }) => {
        const known = before.get(user);
        return [
          user,
          { user, name, group, seenAt: known?.seenAt, workspaces: workspaces.map((row) => this.#merge(row, known)) },
        ];
      }),
    );
    this.#owners = new Map(
      [...this.#students.values()].flatMap(({ user, workspaces }) => workspaces.map(({ id }) => [id, user] as const)),
    );
    if (isFirst) this.#queue = queue;
    else {
      if (JSON.stringify(queue) !== JSON.stringify(this.#queue)) this.setQueue(queue);
      if (isOther) this.#news.settings = true;
      this.#removed.push(...[...before.keys()].filter((user) => !this.#students.has(user)));
    }
    for (const student of this.#students.values()) {
      if (isFirst) this.#sent.set(student.user, JSON.stringify(this.#row(student)));
      else this.#dirty.add(student.user);
    }
    if (!isFirst) this.#schedule();
  }

  /** What was read of a workspace; what happened while it was read is newer. */
  #merge(read: ClassWorkspace, known: Student | undefined): ClassWorkspace {
    const row = known?.workspaces.find(({ id }) => id === read.id);
    const fresh = row !== undefined && this.#touched.has(read.id) ? { ...read, ...changing(row) } : read;
    return this.#overlay(fresh);
  }

  #overlay(row: ClassWorkspace): ClassWorkspace {
    const live = this.#parts.live(row.id);
    return {
      ...row,
      online: live.online,
      visitors: live.visitors,
      instances: live.instances ?? row.instances,
      progressAt: later(row.progressAt, live.progressAt),
    };
  }

  #row({ user, name, group, seenAt, workspaces }: Student): ClassStudent {
    const online = workspaces.some((workspace) => workspace.online);
    return {
      ...{ user, name, group },
      online,
      seenAt: later(seenAt, ...workspaces.map(({ openedAt }) => openedAt)),
      workspaces: workspaces.toSorted((a, b) => Number(b.online) - Number(a.online) || b.openedAt - a.openedAt),
      hand: this.#queue.find(({ student }) => student.user === user)?.id,
    };
  }

  #mark(user: UserId): void {
    this.#dirty.add(user);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isDisposed || this.#timer !== undefined) return;
    const wait = Math.max(0, this.#flushedAt + GATHER_MS - performance.now());
    this.#timer = setTimeout(() => this.#flush(), wait);
  }

  #flush(): void {
    this.#timer = undefined;
    const students = [...this.#dirty].flatMap((user) => {
      const student = this.#students.get(user);
      if (student === undefined) return [];
      const row = this.#row(student);
      const text = JSON.stringify(row);
      if (this.#sent.get(user) === text) return [];
      this.#sent.set(user, text);
      return [row];
    });
    const removed = this.#removed;
    const { queue, settings } = this.#news;
    this.#dirty.clear();
    this.#removed = [];
    this.#news = {};
    for (const user of removed) this.#sent.delete(user);
    if (students.length === 0 && removed.length === 0 && queue === undefined && settings === undefined) return;
    this.#flushedAt = performance.now();
    this.#parts.send({
      students,
      removed,
      queue: queue && [...this.#queue],
      settings: settings && this.#record?.settings,
    });
  }
}

/** The part of a row that changes by what happens, not by what is written about the course. */
function changing({ state, build, failure, progressAt }: ClassWorkspace) {
  return { state, build, failure, progressAt };
}
