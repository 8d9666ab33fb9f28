import type { DefaultEventsMap, Socket } from "socket.io";
import type { Admission } from "#server/people/people";
import type { Viewer } from "#server/sockets/handlers";
import { bundle } from "#shared/socket/bundle";

/** One page's socket; `data` holds with what it was let in. Events are untyped here: the catalogue types them in `register` and `Viewer.send`. */
export type WorkspaceSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, { admission: Admission }>;

/** The viewer behind a socket; its signal aborts when the socket disconnects. */
export function createViewer(socket: WorkspaceSocket): Viewer {
  const controller = new AbortController();
  socket.once("disconnect", () => controller.abort());
  return {
    id: socket.id,
    signal: controller.signal,
    origin: originOf(socket),
    send(name, notice) {
      socket.emit(name, bundle(notice));
    },
    buffered: () => bufferedBytes(socket.conn),
  };
}

/** Browsers name the page's origin with every socket; other programs are taken by the host they asked for. */
function originOf({ handshake: { headers } }: WorkspaceSocket): string {
  const asked = headers["x-forwarded-host"];
  return headers.origin ?? `http://${(Array.isArray(asked) ? asked[0] : asked) ?? headers.host ?? "localhost"}`;
}

/** What engine.io and the WebSocket below it hold for a connection and have not handed to the system, in bytes. */
export function bufferedBytes(connection: object): number {
  let bytes = 0;
  const queue: unknown = Reflect.get(connection, "writeBuffer");
  if (Array.isArray(queue)) for (const packet of queue) bytes += packetBytes(packet);
  const webSocket = property(property(connection, "transport"), "socket");
  const waiting = property(webSocket, "bufferedAmount");
  return typeof waiting === "number" ? bytes + waiting : bytes;
}

function packetBytes(packet: unknown): number {
  const data = property(packet, "data");
  if (typeof data === "string") return data.length;
  return ArrayBuffer.isView(data) ? data.byteLength : 0;
}

function property(holder: unknown, name: string): unknown {
  return typeof holder === "object" && holder !== null ? Reflect.get(holder, name) : undefined;
}
