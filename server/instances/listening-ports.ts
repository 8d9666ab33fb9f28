import type { KeeperLink } from "#server/keeper/link";
import type { InstanceView } from "#shared/views";

/** The kernel's number for a socket that listens. */
const LISTEN = "0A";
/** The engine's name server answers inside every container from here; it is not the student's. */
const ENGINE_RESOLVER = "0B00007F";
const TIMEOUT_MS = 3000;

/** The TCP ports that something in this machine listens on, ascending. */
export async function listeningPorts(link: KeeperLink): Promise<InstanceView["listening"]> {
  const { stdout } = await link.run({ argv: ["/bin/cat", "/proc/net/tcp", "/proc/net/tcp6"], timeoutMs: TIMEOUT_MS });
  return parseListening(stdout.toString("latin1"));
}

/** Reads the kernel's tables; a port is `local` when it can only be reached from its own machine. */
export function parseListening(tables: string): InstanceView["listening"] {
  const ports = new Map<number, boolean>();
  for (const line of tables.split("\n")) {
    const match = /^\s*\d+: ([0-9A-F]{8,32}):([0-9A-F]{4}) \S+ ([0-9A-F]{2}) /.exec(line);
    if (match === null) continue;
    const [, address = "", port = "", state] = match;
    if (state !== LISTEN || address === ENGINE_RESOLVER) continue;
    const number = Number.parseInt(port, 16);
    ports.set(number, (ports.get(number) ?? true) && isLoopback(address));
  }
  return [...ports].map(([port, local]) => ({ port, local })).sort((a, b) => a.port - b.port);
}

/** Addresses stand there as 32-bit words in the machine's byte order: 127.0.0.1 ends in 7F, ::1 is three zero words and 01000000. */
function isLoopback(address: string): boolean {
  if (address.length === 8) return address.endsWith("7F");
  if (address === "00000000000000000000000001000000") return true;
  return address.startsWith("0000000000000000FFFF0000") && address.endsWith("7F");
}
