import type { Namespace } from "socket.io";
import type { Log } from "#server/log";
import type { OperatorRoom } from "#server/operator/operator-room";
import { createPageDoor, type Page, type PageDoor } from "#server/sockets/page-door";
import { register } from "#server/sockets/register";
import type { Rights } from "#server/tickets/rights";
import type { TicketReader } from "#server/tickets/ticket-reader";
import type { NamedPerson } from "#shared/help";
import { operatorCalls } from "#shared/socket/operator-catalogue";
import type { OperatorTicketClaims, Right } from "#shared/ticket";

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

/** Listens for operator pages in a namespace: a door of its own. */
export function createOperatorServer({ namespace, tickets, rights, room, log }: OperatorServerParts): PageDoor {
  function enter({ socket, claims, send }: Page<OperatorTicketClaims>): () => void {
    const caller: OperatorCaller = { user: claims.sub, name: claims.name, right: "view" };
    register({
      ...{ socket, caller, context: { operator: claims.sub }, log },
      calls: operatorCalls,
      callHandlers: {
        "operator:open": () => room.open(),
        "operator:stop": async ({ user, name }, { workspace }) => {
          await room.stop({ user, name }, workspace);
          return {};
        },
        "operator:quotas": (_, quotas) => room.setQuotas(quotas),
        "operator:images": async () => ({ images: await room.images() }),
        "operator:remove-images": ({ user, name }, { ids }) => room.removeImages({ user, name }, ids),
      },
      signals: {},
      signalHandlers: {},
    });
    return room.listen((snapshot) => send("operator:changed", snapshot));
  }

  return createPageDoor<OperatorTicketClaims>({
    ...{ namespace, enter, log, what: "This page" },
    read: (ticket) => tickets.readOperator(ticket),
    hold: (claims) => rights.operate(claims),
    farewell: { name: "operator:closed", sentence: "You have signed out, or you are not an operator any more." },
  });
}
