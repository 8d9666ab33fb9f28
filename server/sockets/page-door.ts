import type { Namespace, Socket } from "socket.io";
import type { Log } from "#server/log";
import { refusedHandshake } from "#server/sockets/socket-server";
import { bufferedBytes } from "#server/sockets/viewer";
import { UserError } from "#shared/failures";
import type { UserId } from "#shared/ids";
import { bundle } from "#shared/socket/bundle";

/** Pages of one person in one namespace; more are a mistake or an attack. */
const PAGES_PER_PERSON = 16;
/** A page that does not read is cut off at this many unsent bytes; it comes back and takes a snapshot. */
const MAXIMUM_BUFFERED_BYTES = 4 * 1024 * 1024;

/** A page that was let in. */
export interface Page<C> {
  readonly socket: Socket;
  readonly claims: C;
  /** Tells the page something; one that does not read is cut off. */
  send(name: string, notice: unknown): void;
}

interface DoorParts<C> {
  readonly namespace: Namespace;
  /** The claims of a valid ticket for these pages; throws otherwise. */
  readonly read: (ticket: unknown) => Promise<C>;
  /** Which of these claims hold by the database now, in their order. */
  readonly hold: (claims: readonly C[]) => Promise<readonly boolean[]>;
  /** What is open in too many tabs. */
  readonly what: string;
  /** The notice for a page whose claims do not hold any more, and its sentence. */
  readonly farewell: { readonly name: string; readonly sentence: string };
  /** Serves a page; the answer ends that. */
  readonly enter: (page: Page<C>) => () => void;
  readonly log: Log;
}

/** The door of a namespace whose pages need a ticket of their own. */
export interface PageDoor {
  /** Looks at the database again: whose claims do not hold any more is sent away. */
  refresh(): Promise<void>;
}

/** Lets pages into a namespace, and sends them away. */
export function createPageDoor<C extends { readonly sub: UserId }>(parts: DoorParts<C>): PageDoor {
  const { namespace, read, hold, what, farewell, enter, log } = parts;
  const admitted = new WeakMap<Socket, C>();
  const pages = new Map<Socket, C>();

  namespace.use((socket, next) => {
    admit(socket.handshake.auth.ticket).then(
      (claims) => {
        admitted.set(socket, claims);
        next();
      },
      (error: unknown) => next(refusedHandshake(error, log, socket.id)),
    );
  });

  async function admit(ticket: unknown): Promise<C> {
    const claims = await read(ticket);
    const [holds] = await hold([claims]);
    if (holds !== true) throw new UserError("unauthenticated", "This ticket does not hold any more. Sign in again.");
    if ([...pages.values()].filter(({ sub }) => sub === claims.sub).length >= PAGES_PER_PERSON)
      throw new UserError("limit", `${what} is open in too many tabs. Close some of them, then reload this one.`);
    return claims;
  }

  namespace.on("connection", (socket) => {
    const claims = admitted.get(socket);
    if (claims === undefined) return void socket.disconnect(true);
    pages.set(socket, claims);
    const leave = enter({
      socket,
      claims,
      send(name, notice) {
        if (bufferedBytes(socket.conn) > MAXIMUM_BUFFERED_BYTES) socket.disconnect(true);
        else socket.emit(name, bundle(notice));
      },
    });
    socket.once("disconnect", () => {
      pages.delete(socket);
      leave();
    });
  });

  return {
    async refresh() {
      const open = [...pages];
      if (open.length === 0) return;
      const holding = await hold(open.map(([, claims]) => claims));
      open.forEach(([socket], index) => {
        if (holding[index] === true) return;
        socket.emit(farewell.name, { sentence: farewell.sentence });
        socket.disconnect(true);
      });
    },
  };
}
