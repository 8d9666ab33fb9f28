import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** Listeners on every address of this host, of both families; whoever reaches one is counted. */
export interface Canary {
  readonly tcpPort: number;
  readonly udpPort: number;
  /** Who came, "tcp ::ffff:10.214.0.2" and the like. */
  readonly hits: readonly string[];
  close(): Promise<void>;
}

/** Opens the listeners; the wildcard addresses also cover the link-local ones of every bridge. */
export async function openCanary(): Promise<Canary> {
  const hits: string[] = [];
  // "::" takes IPv4 too.
  const tcp = createServer((socket) => {
    hits.push(`tcp ${socket.remoteAddress}`);
    socket.on("error", () => undefined);
    socket.destroy();
  });
  tcp.listen(0, "::");
  await once(tcp, "listening");
  const udp = createSocket({ type: "udp6", ipv6Only: false });
  udp.on("message", (_, from) => hits.push(`udp ${from.address}`));
  udp.bind(0, "::");
  await once(udp, "listening");
  return {
    tcpPort: portOf(tcp),
    udpPort: udp.address().port,
    hits,
    close: () => closeBoth(tcp, udp),
  };
}

async function closeBoth(tcp: Server, udp: Socket): Promise<void> {
  udp.close();
  tcp.close();
  await once(tcp, "close");
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}
