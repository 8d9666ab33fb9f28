import { createStore, type StoreApi } from "zustand/vanilla";
import { sentenceOf } from "#app/workspace/connection/call-error";
import type { Link } from "#app/workspace/connection/connection";
import { createRoomSocket } from "#app/workspace/connection/room-socket";
import { fetchClassTicket } from "#app/workspace/connection/ticket";
import type { ClassCheckView } from "#shared/checks/class-views";
import type { ClassStudent, CourseSettings } from "#shared/class";
import type { HelpTicket } from "#shared/help";
import type { UserId } from "#shared/ids";
import { unbundle } from "#shared/socket/bundle";
import type { ClassCallInput, ClassCallName, ClassCallOutput, ClassNotice } from "#shared/socket/class-catalogue";

/** What the page knows of a class: the last snapshot plus every notice since. */
export interface ClassState {
  readonly link: Link;
  /** false until the first snapshot. */
  readonly loaded: boolean;
  /** Why the snapshot could not be had. */
  readonly failure: string | null;
  /** By name; a student who did not change stays the same object. */
  readonly students: readonly ClassStudent[];
  /** Oldest first. */
  readonly queue: readonly HelpTicket[];
  readonly settings: CourseSettings | null;
  /** The run of checks on everybody's files that was heard of last. */
  readonly checks: ClassCheckView | null;
}

/** A live class. Whoever creates it disposes it. */
export interface ClassFeed extends StoreApi<ClassState> {
  /** Answers the value or throws a CallError. */
  ask<N extends ClassCallName>(name: N, input: ClassCallInput<N>): Promise<ClassCallOutput<N>>;
  /** Tries again now. */
  retry(): void;
  dispose(): void;
}

/** `classNamespace` of the catalogue, which would bring zod into the page. */
const namespace = "/class";

/** Follows the class of the course at `slug`; keeps itself connected until disposed. */
export function createClassFeed(slug: string): ClassFeed {
  const store = createStore<ClassState>(() => ({
    link: { state: "connecting" },
    loaded: false,
    failure: null,
    students: [],
    queue: [],
    settings: null,
    checks: null,
  }));
  const set = store.setState;
  const room = createRoomSocket({
    namespace,
    fetchTicket: () => fetchClassTicket(slug),
    opened: () => void open(),
    linked: (link) => set({ link }),
    closedBy: "class:closed",
  });

  function ask<N extends ClassCallName>(name: N, input: ClassCallInput<N>): Promise<ClassCallOutput<N>> {
    return room.ask<ClassCallOutput<N>>(name, input);
  }

  async function open(): Promise<void> {
    try {
      const { students, queue, settings } = await ask("class:open", {});
      set({ students, queue, settings, loaded: true, failure: null });
    } catch (error) {
      set({ failure: sentenceOf(error) });
    }
  }

  room.hear("class:changed", (notice) => set((state) => changed(state, asChange(notice))));
  room.hear("checks:changed", (notice) => set({ checks: unbundle(notice) as ClassNotice<"checks:changed"> }));

  return {
    ...store,
    async ask(name, input) {
      const value = await ask(name, input);
      if (name !== "help:lines") take(store, name, value);
      return value;
    },
    retry() {
      if (room.retry() && store.getState().failure !== null) void open();
    },
    dispose: room.dispose,
  };
}

/** The state after a notice: rows replaced or added in the order of names, everything else as it was. */
export function changed(state: ClassState, change: ClassNotice<"class:changed">): Partial<ClassState> {
  const { queue = state.queue, settings = state.settings } = change;
  if (change.students.length === 0 && change.removed.length === 0) return { queue, settings };
  const news = new Map<UserId, ClassStudent>(change.students.map((student) => [student.user, student]));
  const gone = new Set(change.removed);
  const kept = state.students.filter(({ user }) => !gone.has(user)).map((student) => news.get(student.user) ?? student);
  const known = new Set(kept.map(({ user }) => user));
  const added = change.students.filter(({ user }) => !known.has(user));
  const students =
    added.length === 0 ? kept : [...kept, ...added].toSorted((a, b) => a.name.localeCompare(b.name, "de"));
  return { students, queue, settings };
}

/** What a call answered is shown before its notice arrives. */
function take(store: StoreApi<ClassState>, name: ClassCallName, value: unknown): void {
  if (name !== "help:take" && name !== "help:pause") return;
  const ticket = value as HelpTicket;
  store.setState(({ queue }) => ({ queue: queue.map((one) => (one.id === ticket.id ? ticket : one)) }));
}

/** The server validates what it says against the catalogue's types; here it is taken at its word. */
function asChange(raw: unknown): ClassNotice<"class:changed"> {
  return unbundle(raw) as ClassNotice<"class:changed">;
}
