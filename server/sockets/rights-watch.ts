import type { Log } from "#server/log";
import type { SocketServer } from "#server/sockets/socket-server";
import type { Rights } from "#server/tickets/rights";

/** Half of the two seconds within which a lost right closes its sockets. */
const INTERVAL_MS = 1000;

/** Asks the database every second whether each connected page may still be there and closes those that may not. Returns what stops it. */
export function watchRights(server: SocketServer, rights: Rights, log: Log): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function round(): Promise<void> {
    const sockets = [...server.sockets()];
    if (sockets.length > 0) {
      const holds = await rights.check(sockets.map((socket) => socket.data.claims));
      sockets.forEach((socket, index) => {
        if (holds[index] !== true)
          server.dismiss(socket, "You have signed out, or you may not see this workspace any more.");
      });
    }
  }

  function next(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      round()
        // A database that is locked for a moment is no reason to throw everybody out; the next round asks again.
        .catch((error: unknown) => log.warn({ err: error }, "rights could not be checked"))
        .finally(next);
    }, INTERVAL_MS);
  }

  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
