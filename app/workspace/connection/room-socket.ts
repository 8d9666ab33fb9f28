import { io, type Socket } from "socket.io-client";
import { CallError } from "#app/workspace/connection/call-error";
import type { Link } from "#app/workspace/connection/connection";
import type { Failure } from "#shared/failures";
import { unbundle } from "#shared/socket/bundle";
import type { Answer } from "#shared/socket/catalogue";

interface RoomParts {
  /** Which conversation of the workspace server. */
  readonly namespace: string;
  readonly fetchTicket: () => Promise<string>;
  /** Hears of every (re)connection: what was missed meanwhile has to be asked for. */
  readonly opened: () => void;
  readonly linked: (link: Link) => void;
  /** The notice that says that the right to be here is gone. */
  readonly closedBy: string;
}

/** A page's line to one of the workspace server's rooms beside the workspaces. Whoever creates it disposes it. */
export interface RoomSocket {
  /** Answers the value or throws a CallError. */
  ask<T>(name: string, input: unknown): Promise<T>;
  hear(notice: string, listener: (raw: unknown) => void): void;
  /** Tries again now; answers whether the line stands already. */
  retry(): boolean;
  dispose(): void;
}

/** `socketPath` of the catalogue, which would bring zod into the page. */
const path = "/live/socket.io";
/** Back within a second of the network's return. */
const reconnectDelays = { reconnectionDelay: 200, reconnectionDelayMax: 1000 } as const;
/** A refused handshake is tried again after this many milliseconds: tickets expire and servers restart. */
const refusedDelay = 1000;
/** Every call is answered from the server's memory, its database or within the engine's own limit. */
const callTimeout = 30_000;

/** A line that keeps itself connected until disposed, with a fresh ticket each time. */
export function createRoomSocket({ namespace, fetchTicket, opened, linked, closedBy }: RoomParts): RoomSocket {
  let link: Link = { state: "connecting" };
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  const socket: Socket = io(namespace, {
    path,
    addTrailingSlash: false,
    transports: ["websocket", "polling"],
    forceNew: true,
    ...reconnectDelays,
    auth,
  });

  function become(next: Link): void {
    link = next;
    linked(next);
  }

  function auth(give: (data: { ticket: string }) => void): void {
    fetchTicket().then(
      (ticket) => give({ ticket }),
      (error: unknown) => {
        if (error instanceof CallError && error.code !== "unavailable") close(error.failure);
        else socket.io.engine.close();
      },
    );
  }

  function close(failure: Failure): void {
    clearTimeout(retryTimer);
    become({ state: "closed", failure });
    socket.disconnect();
  }

  function lost(): void {
    if (link.state === "online" || link.state === "connecting") become({ state: "offline", since: Date.now() });
  }

  function retry(): boolean {
    if (socket.connected) return true;
    if (link.state === "closed") become({ state: "connecting" });
    socket.disconnect();
    socket.connect();
    return false;
  }

  socket.on("connect", () => {
    become({ state: "online" });
    opened();
  });
  socket.on("disconnect", (reason) => {
    lost();
    if (reason === "io server disconnect" && link.state !== "closed") retryTimer = setTimeout(retry, refusedDelay);
  });
  socket.on("connect_error", (error) => {
    lost();
    if (socket.active) return;
    const failure = failureIn(error);
    if (failure?.code === "unknown" || failure?.code === "forbidden") close(failure);
    else retryTimer = setTimeout(retry, refusedDelay);
  });
  socket.on(closedBy, (notice: { sentence: string }) => close({ code: "unknown", sentence: notice.sentence }));
  window.addEventListener("online", retry);

  return {
    ask: <T>(name: string, input: unknown) => ask<T>(socket, name, input),
    hear: (notice, listener) => void socket.on(notice, listener),
    retry,
    dispose() {
      window.removeEventListener("online", retry);
      clearTimeout(retryTimer);
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}

async function ask<T>(socket: Socket, name: string, input: unknown): Promise<T> {
  if (!socket.connected)
    throw new CallError({ code: "unavailable", sentence: "The connection is lost. Try again when it is back." });
  let raw: unknown;
  try {
    raw = await socket.timeout(callTimeout).emitWithAck(name, input);
  } catch {
    throw new CallError({ code: "unavailable", sentence: "The server did not answer. Try again in a moment." });
  }
  const answer = unbundle(raw) as Answer<T>;
  if (!answer.ok) throw new CallError(answer.failure);
  return answer.value;
}

function failureIn(error: Error): Failure | undefined {
  const data: unknown = "data" in error ? error.data : undefined;
  if (data === null || typeof data !== "object" || !("code" in data) || !("sentence" in data)) return undefined;
  return data as Failure;
}
