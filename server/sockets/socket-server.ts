import type { Server as HttpServer } from "node:http";
import { type DefaultEventsMap, Server } from "socket.io";
import type { Log } from "#server/log";
import type { CallHandlers, SignalHandlers } from "#server/sockets/handlers";
import type { Pages } from "#server/sockets/hub";
import type { OriginRule } from "#server/sockets/origin-rule";
import { failureOf, register } from "#server/sockets/register";
import { createViewer, type WorkspaceSocket } from "#server/sockets/viewer";
import type { TicketReader } from "#server/tickets/ticket-reader";
import { UserError } from "#shared/failures";
import { socketPath } from "#shared/socket/catalogue";
import type { TicketClaims } from "#shared/ticket";

/** A text of 2 MiB whose every character is escaped in JSON, and some room for the rest of the message. */
const MAXIMUM_MESSAGE_BYTES = 5 * 1024 * 1024;
/** Pages of one person on one workspace; more are a mistake or an attack. */
const PAGES_PER_PERSON = 16;
/** Pages on one workspace. */
const PAGES_PER_WORKSPACE = 64;

interface SocketServerParts {
  readonly http: HttpServer;
  readonly tickets: TicketReader;
  readonly originAllowed: OriginRule;
  /** Whether the claims still hold, as the database sees it now. */
  readonly stillHolds: (claims: TicketClaims) => Promise<boolean>;
  readonly pages: Pages;
  readonly calls: CallHandlers;
  readonly signals: SignalHandlers;
  readonly log: Log;
}

export interface SocketServer {
  /** Every connected page's socket. */
  sockets(): Iterable<WorkspaceSocket>;
  /** Says why, then closes the socket. */
  dismiss(socket: WorkspaceSocket, sentence: string): void;
  close(): Promise<void>;
}

/** Listens for workspace pages on an HTTP server; who has no valid ticket or comes from a foreign page is refused in the handshake. */
export function createSocketServer(parts: SocketServerParts): SocketServer {
  const { http, tickets, originAllowed, stillHolds, pages, calls, signals, log } = parts;
  const io = new Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, { claims: TicketClaims }>(http, {
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
      (claims) => {
        socket.data.claims = claims;
        next();
      },
      (error: unknown) => {
        const failure = failureOf(error, log, { handshake: socket.id });
        next(Object.assign(new Error(failure.code), { data: failure }));
      },
    );
  });

  async function admit(auth: Readonly<Record<string, unknown>>): Promise<TicketClaims> {
    const claims = await tickets.read(auth.ticket);
    if (!(await stillHolds(claims)))
      throw new UserError("unauthenticated", "This ticket does not hold any more. Sign in again.");
    const there = [...io.sockets.sockets.values()].filter((other) => other.data.claims?.workspace === claims.workspace);
    const own = there.filter((other) => other.data.claims.sub === claims.sub);
    if (there.length >= PAGES_PER_WORKSPACE || own.length >= PAGES_PER_PERSON) {
      throw new UserError(
        "limit",
        "This workspace is open in too many tabs. Close some of them, then reload this one.",
      );
    }
    return claims;
  }

  io.on("connection", (socket) => {
    const viewer = createViewer(socket);
    const { claims } = socket.data;
    register({ socket, caller: { claims, workspace: claims.workspace, viewer }, calls, signals, log });
    pages.add(claims.workspace, viewer, () => socket.disconnect(true));
  });

  return {
    sockets: () => io.sockets.sockets.values(),
    dismiss(socket, sentence) {
      socket.emit("workspace:closed", { sentence });
      socket.disconnect(true);
    },
    close: () => io.close(),
  };
}
