import { io, type Socket } from "socket.io-client";
import { createStore, type StoreApi } from "zustand/vanilla";
import { CallError, sentenceOf } from "#app/workspace/connection/call-error";
import type { Link } from "#app/workspace/connection/connection";
import { fetchClassTicket } from "#app/workspace/connection/ticket";
import type { ClassCheckView } from "#shared/checks/class-views";
import type { ClassStudent, CourseSettings } from "#shared/class";
import type { Failure } from "#shared/failures";
import type { HelpTicket } from "#shared/help";
import type { UserId } from "#shared/ids";
import { unbundle } from "#shared/socket/bundle";
import type { Answer } from "#shared/socket/catalogue";
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

/** `socketPath` and `classNamespace` of the catalogues, which would bring zod into the page. */
const path = "/live/socket.io";
const namespace = "/class";
/** Back within a second of the network's return. */
const reconnectDelays = { reconnectionDelay: 200, reconnectionDelayMax: 1000 } as const;
/** A refused handshake is tried again after this many milliseconds: tickets expire and servers restart. */
const refusedDelay = 1000;
/** Every call is answered from the server's memory or its database. */
const callTimeout = 15_000;

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
  const socket: Socket = io(namespace, {
    path,
    addTrailingSlash: false,
    transports: ["websocket", "polling"],
    forceNew: true,
    ...reconnectDelays,
    auth,
  });
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  function auth(give: (data: { ticket: string }) => void): void {
    fetchClassTicket(slug).then(
      (ticket) => give({ ticket }),
      (error: unknown) => {
        if (error instanceof CallError && error.code !== "unavailable") close(error.failure);
        else socket.io.engine.close();
      },
    );
  }

  function close(failure: Failure): void {
    clearTimeout(retryTimer);
    set({ link: { state: "closed", failure } });
    socket.disconnect();
  }

  function lost(): void {
    const { state } = store.getState().link;
    if (state === "online" || state === "connecting") set({ link: { state: "offline", since: Date.now() } });
  }

  function retry(): void {
    if (socket.connected) {
      if (store.getState().failure !== null) void open();
      return;
    }
    if (store.getState().link.state === "closed") set({ link: { state: "connecting" } });
    socket.disconnect();
    socket.connect();
  }

  async function open(): Promise<void> {
    try {
      const { students, queue, settings } = await ask(socket, "class:open", {});
      set({ students, queue, settings, loaded: true, failure: null });
    } catch (error) {
      set({ failure: sentenceOf(error) });
    }
  }

  socket.on("connect", () => {
    set({ link: { state: "online" } });
    void open();
  });
  socket.on("disconnect", (reason) => {
    lost();
    if (reason === "io server disconnect" && store.getState().link.state !== "closed")
      retryTimer = setTimeout(retry, refusedDelay);
  });
  socket.on("connect_error", (error) => {
    lost();
    if (socket.active) return;
    const failure = failureIn(error);
    if (failure?.code === "unknown" || failure?.code === "forbidden") close(failure);
    else retryTimer = setTimeout(retry, refusedDelay);
  });
  socket.on("class:closed", (notice: ClassNotice<"class:closed">) =>
    close({ code: "unknown", sentence: notice.sentence }),
  );
  socket.on("class:changed", (notice: unknown) => set((state) => changed(state, asChange(notice))));
  socket.on("checks:changed", (notice: unknown) => set({ checks: unbundle(notice) as ClassNotice<"checks:changed"> }));
  window.addEventListener("online", retry);

  return {
    ...store,
    async ask(name, input) {
      const value = await ask(socket, name, input);
      if (name !== "help:lines") take(store, name, value);
      return value;
    },
    retry,
    dispose() {
      window.removeEventListener("online", retry);
      clearTimeout(retryTimer);
      socket.removeAllListeners();
      socket.disconnect();
    },
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

async function ask<N extends ClassCallName>(
  socket: Socket,
  name: N,
  input: ClassCallInput<N>,
): Promise<ClassCallOutput<N>> {
  if (!socket.connected)
    throw new CallError({ code: "unavailable", sentence: "The connection is lost. Try again when it is back." });
  let raw: unknown;
  try {
    raw = await socket.timeout(callTimeout).emitWithAck(name, input);
  } catch {
    throw new CallError({ code: "unavailable", sentence: "The server did not answer. Try again in a moment." });
  }
  const answer = unbundle(raw) as Answer<ClassCallOutput<N>>;
  if (!answer.ok) throw new CallError(answer.failure);
  return answer.value;
}

/** The server validates what it says against the catalogue's types; here it is taken at its word. */
function asChange(raw: unknown): ClassNotice<"class:changed"> {
  return unbundle(raw) as ClassNotice<"class:changed">;
}

function failureIn(error: Error): Failure | undefined {
  const data: unknown = "data" in error ? error.data : undefined;
  if (data === null || typeof data !== "object" || !("code" in data) || !("sentence" in data)) return undefined;
  return data as Failure;
}
