import { io, type Socket } from "socket.io-client";
import { createStore, type StoreApi } from "zustand/vanilla";
import { CallError } from "#app/workspace/connection/call-error";
import { withByteArrays } from "#app/workspace/connection/received-bytes";
import { type Admission, fetchTicket, rightIn } from "#app/workspace/connection/ticket";
import type { Failure } from "#shared/failures";
import { unbundle } from "#shared/socket/bundle";
import type {
  Answer,
  CallInput,
  CallName,
  CallOutput,
  Notice,
  NoticeName,
  SignalInput,
  SignalName,
} from "#shared/socket/catalogue";
import type { Right } from "#shared/ticket";

/** How the page stands to the workspace server. `closed` is final until the reader acts. */
export type Link =
  | { readonly state: "connecting" }
  | { readonly state: "online" }
  | { readonly state: "offline"; readonly since: number }
  | { readonly state: "closed"; readonly failure: Failure };

/** One page's conversation with its workspace. Whoever creates it disposes it. */
export interface Connection {
  readonly link: StoreApi<Link>;
  /** What one may do at this moment: what the last ticket allows, then what the server says of the people here. */
  readonly right: StoreApi<Right>;
  /** Answers the value or throws a CallError; while offline it fails at once, nothing is kept back to be sent later. */
  call<N extends CallName>(name: N, input: CallInput<N>, timeout?: number): Promise<CallOutput<N>>;
  /** Sends without an answer; false when offline, then nothing was sent. */
  signal<N extends SignalName>(name: N, input: SignalInput<N>): boolean;
  /** Calls `listener` for each notice; answers the function that ends it. */
  on<N extends NoticeName>(name: N, listener: (notice: Notice<N>) => void): () => void;
  /** Calls `listener` at each (re)connection, at once if connected: the place to ask for what was missed. */
  onOnline(listener: () => void): () => void;
  /** A fresh ticket for the HTTP side. */
  ticket(): Promise<string>;
  /** Tries again now. */
  retry(): void;
  dispose(): void;
}

/** Path of the socket on the app's origin: `socketPath` of the catalogue, which would bring zod into the page. */
const path = "/live/socket.io";
/** Back within a second of the network's return. */
const reconnectDelays = {
  ...{ reconnectionDelay: 200, reconnectionDelayMax: 1000 },
  // A line that breaks in the middle of the handshake says nothing; the usual patience is 20 s.
  timeout: 4000,
} as const;
/** Longer than any stage of a cold start that a call waits for (a toolchain's first container: 10 s). */
const callTimeout = 60_000;
/** A refused handshake is tried again after this many milliseconds: tickets expire and servers restart. */
const refusedDelay = 1000;

/** Opens the conversation, the first time with the page's own ticket; it keeps itself open until disposed. */
export function createConnection(workspaceId: string, firstTicket: string): Connection {
  const link = createStore<Link>(() => ({ state: "connecting" }));
  const right = createStore<Right>(() => "view");
  const socket: Socket = io({
    path,
    addTrailingSlash: false,
    transports: ["websocket", "polling"],
    ...reconnectDelays,
    auth,
  });
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  let unused: Admission | null = { ticket: firstTicket, right: rightIn(firstTicket) };

  /** The page's own ticket may have run out meanwhile: a refusal then leads to a fresh one. */
  function nextAdmission(): Promise<Admission> {
    const first = unused;
    unused = null;
    return first === null ? fetchTicket(workspaceId) : Promise.resolve(first);
  }

  function auth(give: (data: { ticket: string }) => void): void {
    nextAdmission().then(
      (admission) => {
        right.setState(admission.right, true);
        give({ ticket: admission.ticket });
      },
      (error: unknown) => {
        if (error instanceof CallError && error.code !== "unavailable") close(error.failure);
        else socket.io.engine.close();
      },
    );
  }

  function close(failure: Failure): void {
    clearTimeout(retryTimer);
    link.setState({ state: "closed", failure }, true);
    socket.disconnect();
  }

  function lost(): void {
    const state = link.getState().state;
    if (state === "online" || state === "connecting") link.setState({ state: "offline", since: Date.now() }, true);
  }

  function retry(): void {
    if (socket.connected) return;
    if (link.getState().state === "closed") link.setState({ state: "connecting" }, true);
    socket.disconnect();
    socket.connect();
  }

  socket.on("connect", () => link.setState({ state: "online" }, true));
  socket.on("disconnect", (reason) => {
    lost();
    if (reason === "io server disconnect" && link.getState().state !== "closed")
      retryTimer = setTimeout(retry, refusedDelay);
  });
  socket.on("connect_error", (error) => {
    lost();
    if (socket.active) return;
    const failure = failureIn(error);
    if (failure?.code === "unknown" || failure?.code === "forbidden") close(failure);
    else retryTimer = setTimeout(retry, refusedDelay);
  });
  socket.on("workspace:closed", (notice: Notice<"workspace:closed">) => {
    close({ code: "unknown", sentence: notice.sentence });
    // Somebody who is signed out can do something about it, and only the web app knows.
    fetchTicket(workspaceId).catch((error: unknown) => {
      if (error instanceof CallError && error.code === "unauthenticated") close(error.failure);
    });
  });
  const unwatch = watchNetwork(retry, () => {
    lost();
    socket.io.engine?.close();
  });

  return {
    link,
    right,
    async call(name, input, timeout = callTimeout) {
      await firstAnswer(link);
      return call(socket, name, input, timeout);
    },
    signal(name, input) {
      if (!socket.connected) return false;
      socket.emit(name, input);
      return true;
    },
    on(name, listener) {
      const receive = (notice: unknown) => listener(asNotice(name, withByteArrays(unbundle(notice))));
      const untyped: Socket = socket;
      untyped.on(name as string, receive);
      return () => void untyped.off(name as string, receive);
    },
    onOnline(listener) {
      if (socket.connected) listener();
      return link.subscribe((now, before) => {
        if (now.state === "online" && before.state !== "online") listener();
      });
    },
    ticket: async () => (await fetchTicket(workspaceId)).ticket,
    retry,
    dispose() {
      unwatch();
      clearTimeout(retryTimer);
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}

/** While the page is opening, calls wait for the first connection; afterwards they fail at once when there is none. */
function firstAnswer(link: StoreApi<Link>): Promise<void> {
  if (link.getState().state !== "connecting") return Promise.resolve();
  return new Promise((resolve) => {
    const end = link.subscribe(({ state }) => {
      if (state === "connecting") return;
      end();
      resolve();
    });
  });
}

async function call<N extends CallName>(
  socket: Socket,
  name: N,
  input: CallInput<N>,
  timeout: number,
): Promise<CallOutput<N>> {
  if (!socket.connected)
    throw new CallError({
      code: "unavailable",
      sentence: "The connection is lost. Nothing was sent; try again when it is back.",
    });
  let raw: unknown;
  try {
    raw = await socket.timeout(timeout).emitWithAck(name, input);
  } catch {
    throw new CallError({
      code: "unavailable",
      sentence: "The server did not answer. It may have done what you asked: look before you try again.",
    });
  }
  const answer = asAnswer<N>(withByteArrays(unbundle(raw)));
  if (!answer.ok) throw new CallError(answer.failure);
  return answer.value;
}

/** The server validates what it says against the catalogue's types; here it is taken at its word. */
function asAnswer<N extends CallName>(raw: unknown): Answer<CallOutput<N>> {
  return raw as Answer<CallOutput<N>>;
}

function asNotice<N extends NoticeName>(_name: N, raw: unknown): Notice<N> {
  return raw as Notice<N>;
}

function failureIn(error: Error): Failure | undefined {
  const data: unknown = "data" in error ? error.data : undefined;
  if (data === null || typeof data !== "object" || !("code" in data) || !("sentence" in data)) return undefined;
  return data as Failure;
}

function watchNetwork(back: () => void, gone: () => void): () => void {
  window.addEventListener("online", back);
  window.addEventListener("offline", gone);
  return () => {
    window.removeEventListener("online", back);
    window.removeEventListener("offline", gone);
  };
}
