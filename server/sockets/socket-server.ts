import type { Server as HttpServer } from "node:http";
import { type DefaultEventsMap, type Namespace, Server } from "socket.io";
import type { Log } from "#server/log";
import type { Admission, People } from "#server/people/people";
import type { CallHandlers, SignalHandlers } from "#server/sockets/handlers";
import type { Pages } from "#server/sockets/hub";
import type { OriginRule } from "#server/sockets/origin-rule";
import { failureOf, register } from "#server/sockets/register";
import { createViewer, type WorkspaceSocket } from "#server/sockets/viewer";
import type { TicketReader } from "#server/tickets/ticket-reader";
import { UserError } from "#shared/failures";
import { calls as callTable, signals as signalTable, socketPath } from "#shared/socket/catalogue";

/** A text of 2 MiB whose every character is escaped in JSON, and some room for the rest of the message. */
const MAXIMUM_MESSAGE_BYTES = 5 * 1024 * 1024;
/** Pages of one person on one workspace; more are a mistake or an attack. */
const PAGES_PER_PERSON = 16;
/** Pages on one workspace, the owner's not counted when they come. */
const PAGES_PER_WORKSPACE = 64;

interface SocketServerParts {
  readonly http: HttpServer;
  readonly tickets: TicketReader;
  readonly originAllowed: OriginRule;
  readonly people: Pick<People, "admit" | "enter">;
  readonly pages: Pages;
  readonly calls: CallHandlers;
  readonly signals: SignalHandlers;
  readonly log: Log;
}

export interface SocketServer {
  /** Another conversation on the same path, with a door of its own. */
  room(name: string): Namespace;
  close(): Promise<void>;
}

/** Listens for workspace pages on an HTTP server; who has no valid ticket or comes from a foreign page is refused in the handshake. */
export function createSocketServer(parts: SocketServerParts): SocketServer {
  const { http, tickets, originAllowed, people, pages, calls, signals, log } = parts;
  const io = new Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, { admission: Admission }>(http, {
    path: socketPath,
    addTrailingSlash: false,
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MAXIMUM_MESSAGE_BYTES,
    connectTimeout: 10_000,
    // A dead peer is noticed within 15 s; browsers throttle timers of hidden pages but still answer pings.
    pingInterval: 10_000,
    pingTimeout: 5_000,
    allowRequest: (request, decide) => decide(originAllowed(request) ? null : "origin", originAllowed(request)),
  });

  io.use((socket, next) => {
    admit(socket.handshake.auth).then(
      (admission) => {
        socket.data.admission = admission;
        next();
      },
      (error: unknown) => next(refusedHandshake(error, log, socket.id)),
    );
  });

  async function admit(auth: Readonly<Record<string, unknown>>): Promise<Admission> {
    const claims = await tickets.read(auth.ticket);
    const admission = await people.admit(claims, () => {
      const there = [...io.sockets.sockets.values()]
        .map((socket) => socket.data.admission?.claims)
        .filter((other) => other?.workspace === claims.workspace);
      const own = there.filter((other) => other?.sub === claims.sub);
      // Visitors may fill a workspace, but never shut its owner out.
      const hasRoom = there.length < PAGES_PER_WORKSPACE || claims.right === "own";
      if (hasRoom && own.length < PAGES_PER_PERSON) return;
      throw new UserError(
        "limit",
        "This workspace is open in too many tabs. Close some of them, then reload this one.",
      );
    });
    if (admission === undefined)
      throw new UserError("unauthenticated", "This ticket does not hold any more. Sign in again.");
    return admission;
  }

  io.on("connection", (socket) => enter(socket));

  function enter(socket: WorkspaceSocket): void {
    const viewer = createViewer(socket);
    const { admission } = socket.data;
    const { claims } = admission;
    const { workspace } = claims;
    const caller = people.enter(admission, {
      viewer,
      sid: claims.sid,
      dismiss(sentence) {
        socket.emit("workspace:closed", { sentence });
        socket.disconnect(true);
      },
    });
    // The page comes back by itself, with a ticket of what it may do now.
    if (caller === undefined) return void socket.disconnect(true);
    const context = { workspace, user: claims.sub };
    register({
      ...{ socket, caller, context, log },
      ...{ calls: callTable, callHandlers: calls, signals: signalTable, signalHandlers: signals },
    });
    pages.add(workspace, viewer, () => socket.disconnect(true));
  }

  return {
    room: (name) => io.of(name),
    close: () => io.close(),
  };
}

/** What a page hears whose handshake is refused. */
export function refusedHandshake(error: unknown, log: Log, handshake: string): Error {
  const failure = failureOf(error, log, { handshake });
  return Object.assign(new Error(failure.code), { data: failure });
}
