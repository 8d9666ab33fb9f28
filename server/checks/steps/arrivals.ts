/** The kernel's number for a connection that stands. */
const ESTABLISHED = "01";

/** The IPv4 addresses from which connections to a port stand, by the kernel's tables /proc/net/tcp and tcp6 of the machine that listens. */
export function connectedTo(port: number, tables: string): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  return tables.split("\n").flatMap((line) => {
    const match = /^\s*\d+: [0-9A-F]{8,32}:([0-9A-F]{4}) ([0-9A-F]{8,32}):[0-9A-F]{4} ([0-9A-F]{2}) /.exec(line);
    if (match === null || match[1] !== wanted || match[3] !== ESTABLISHED) return [];
    return [ipv4(match[2] ?? "")];
  });
}

/** Addresses stand there as 32-bit words in the machine's byte order; an IPv4 address in the last word, also on an IPv6 socket. */
function ipv4(hexadecimal: string): string {
  const bytes = Buffer.from(hexadecimal.slice(-8), "hex").reverse();
  return [...bytes].join(".");
}
