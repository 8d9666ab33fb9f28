import { once } from "node:events";
import type { Server } from "node:http";
import { setTimeout } from "node:timers/promises";
import { createClassServer } from "#server/class/class-server";
import type { Config } from "#server/config";
import { createConversation } from "#server/conversation";
import { createGround } from "#server/ground";
import { createHttpServer } from "#server/http/http-server";
import type { Log } from "#server/log";
import { createOperatorServer } from "#server/operator/operator-server";
import { createRooms } from "#server/rooms";
import { createOriginRule } from "#server/sockets/origin-rule";
import { watchRights } from "#server/sockets/rights-watch";
import { createSocketServer } from "#server/sockets/socket-server";
import { createTicketReader } from "#server/tickets/ticket-reader";
import { createReconciliation } from "#server/workspaces/reconciliation";
import { classNamespace } from "#shared/socket/class-catalogue";
import { operatorNamespace } from "#shared/socket/operator-catalogue";

/** The engine lists hundreds of containers in this time; it is also what a restart may cost. */
const RECONCILE_PATIENCE_MS = 4000;

/** A running workspace server. */
export interface WorkspaceServer {
  readonly port: number;
  /** Resolves when everything that the database believes alive is confirmed or ended. */
  readonly reconciled: Promise<void>;
  /** Lets go of everything; programs, terminals and machines live on for the next server. */
  close(): Promise<void>;
}

/** Puts all rooms together and listens; resolves when pages can connect. */
export async function startWorkspaceServer(config: Config, log: Log): Promise<WorkspaceServer> {
  const ground = await createGround(config, log);
  const { database, machines, pages, people, rights } = ground;
  const rooms = createRooms(ground);
  // Before anybody comes: whoever was here under the last server is not any more.
  await ground.audit.settle();
  const { calls, signals, routes } = createConversation(ground, rooms);
  const door = {
    tickets: createTicketReader(config.ticketSecret),
    originAllowed: createOriginRule(config.publicOrigins),
    rightOf: people.rightOf,
    log,
  };
  const http = createHttpServer({ ...door, routes });
  const sockets = createSocketServer({ ...door, http, people, pages, calls, signals });
  const classServer = createClassServer({
    ...{ tickets: door.tickets, rights, classes: rooms.classes, help: rooms.help, checks: rooms.classChecks, log },
    namespace: sockets.room(classNamespace),
  });
  const operatorServer = createOperatorServer({
    ...{ tickets: door.tickets, rights, room: rooms.operator, log },
    namespace: sockets.room(operatorNamespace),
  });
  const stopWatchingRights = watchRights([people.refresh, classServer.refresh, operatorServer.refresh], log);
  const reconciliation = createReconciliation(rooms.reconcile, log);
  // Before the first page: what it sees should be true. An engine that does not answer must not keep the files from anybody.
  await Promise.race([reconciliation.done, setTimeout(RECONCILE_PATIENCE_MS)]);
  const port = await listen(http, config);
  log.info({ port, host: config.host, installation: config.installation }, "workspace server listens");

  return {
    port,
    reconciled: reconciliation.done,
    async close() {
      reconciliation.stop();
      stopWatchingRights();
      await rooms.quiet();
      await sockets.close();
      // A machine that is half made when we leave would be nobody's until the next reconciliation.
      await machines.settled();
      machines.close();
      await rooms.instances.close();
      await database.$disconnect();
    },
  };
}

async function listen(http: Server, { port, host }: Config): Promise<number> {
  http.listen(port, host);
  await once(http, "listening");
  const address = http.address();
  return typeof address === "object" && address !== null ? address.port : port;
}
