import type { Namespace, Socket } from "socket.io";
import type { Log } from "#server/log";
import type { OperatorRoom } from "#server/operator/operator-room";
import { register } from "#server/sockets/register";
import { refusedHandshake } from "#server/sockets/socket-server";
import { bufferedBytes } from "#server/sockets/viewer";
import type { Rights } from "#server/tickets/rights";
import type { TicketReader } from "#server/tickets/ticket-reader";
import { UserError } from "#shared/failures";
import type { NamedPerson } from "#shared/help";
import { bundle } from "#shared/socket/bundle";
import { operatorCalls } from "#shared/socket/operator-catalogue";
import type { OperatorTicketClaims, Right } from "#shared/ticket";

/** Operator pages of one person; more are a mistake or an attack. */
const PAGES_PER_PERSON = 16;
/** A page that does not read is cut off at this many unsent bytes; it comes back and takes a snapshot. */
const MAXIMUM_BUFFERED_BYTES = 4 * 1024 * 1024;

interface OperatorServerParts {
  readonly namespace: Namespace;
  readonly tickets: TicketReader;
  readonly rights: Pick<Rights, "operate">;
  readonly room: OperatorRoom;
  readonly log: Log;
}

interface OperatorCaller extends NamedPerson {
  /** All that an operator page asks is for operators; the door has seen to it. */
  readonly right: Right;
}

/** The operator pages' side of the socket: a door of its own. */
export interface OperatorServer {
  /** Looks at the database again: who is no operator any more is sent away. */
  refresh(): Promise<void>;
}

/** Listens for operator pages in a namespace. */
export function createOperatorServer({ namespace, tickets, rights, room, log }: OperatorServerParts): OperatorServer {
  const pages = new Map<Socket, OperatorTicketClaims>();

  namespace.use((socket, next) => {
    admit(socket.handshake.auth).then(
      (claims) => {
        socket.data.operator = claims;
        next();
      },
      (error: unknown) => next(refusedHandshake(error, log, socket.id)),
    );
  });

  async function admit(auth: Readonly<Record<string, unknown>>): Promise<OperatorTicketClaims> {
    const claims = await tickets.readOperator(auth.ticket);
    const [operates] = await rights.operate([claims]);
    if (operates !== true) throw new UserError("unauthenticated", "This ticket does not hold any more. Sign in again.");
    if ([...pages.values()].filter(({ sub }) => sub === claims.sub).length >= PAGES_PER_PERSON)
      throw new UserError("limit", "This page is open in too many tabs. Close some of them, then reload this one.");
    return claims;
  }

  namespace.on("connection", (socket) => {
    const claims: OperatorTicketClaims = socket.data.operator;
    pages.set(socket, claims);
    const caller: OperatorCaller = { user: claims.sub, name: claims.name, right: "view" };
    const who = { user: claims.sub, name: claims.name };
    const stop = room.listen((snapshot) => {
      if (bufferedBytes(socket.conn) > MAXIMUM_BUFFERED_BYTES) socket.disconnect(true);
      else socket.emit("operator:changed", bundle(snapshot));
    });
    socket.once("disconnect", () => {
      pages.delete(socket);
      stop();
    });
    register({
      ...{ socket, caller, context: { operator: claims.sub }, log },
      calls: operatorCalls,
      callHandlers: {
        "operator:open": () => room.open(),
        "operator:stop": async (_, { workspace }) => {
          await room.stop(who, workspace);
          return {};
        },
        "operator:quotas": (_, quotas) => room.setQuotas(quotas),
        "operator:images": async () => ({ images: await room.images() }),
        "operator:remove-images": (_, { ids }) => room.removeImages(who, ids),
      },
      signals: {},
      signalHandlers: {},
    });
  });

  return {
    async refresh() {
      const open = [...pages];
      if (open.length === 0) return;
      const operating = await rights.operate(open.map(([, claims]) => claims));
      open.forEach(([socket], index) => {
        if (operating[index] === true) return;
        socket.emit("operator:closed", { sentence: "You have signed out, or you are not an operator any more." });
        socket.disconnect(true);
      });
    },
  };
}
