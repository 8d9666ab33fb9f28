import { Duplex } from "node:stream";
import { errnoName, KeeperError } from "#server/keeper/keeper-error";
import type { KeeperSession } from "#server/keeper/session";

/** A dial session as a half-closable stream, with back-pressure in both directions. Destroying it closes the connection. */
export function createDialStream(session: KeeperSession): Duplex {
  let unread: number | null = null;
  const stream = new Duplex({
    allowHalfOpen: true,
    read() {
      if (unread === null) return;
      session.ack(unread);
      unread = null;
    },
    write(bytes: Buffer, _encoding, done) {
      session.write(bytes).then(() => done(), done);
    },
    final(done) {
      session.eof().then(() => done(), done);
    },
    destroy(error, done) {
      session.close().catch(() => undefined);
      done(error);
    },
  });
  session.attach(
    { paced: true },
    {
      data({ offset, bytes }) {
        if (bytes.length === 0) stream.push(null);
        else if (stream.push(bytes)) session.ack(offset + bytes.length);
        else unread = offset + bytes.length;
      },
      exit({ ending }) {
        if (ending.by === "error") stream.destroy(connectionError(ending.errno));
      },
    },
  );
  session.exited.catch((error: Error) => stream.destroy(error));
  return stream;
}

function connectionError(errno: number): KeeperError {
  return new KeeperError(errnoName(errno), "The connection to the instance broke.");
}
