import { readFile, writeFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { contains } from "#server/engine/subnet";

/**
 * Settings of the kernel for a network's bridge on the host. An interface without an address still hears broadcasts and multicasts, and
 * hands them to every service that listens on all addresses: the strict check of senders drops them, since the host has no route back.
 * Without IPv6 the bridge has no link-local address either.
 */
const settings = [
  ["ipv4", "rp_filter", "1"],
  ["ipv6", "disable_ipv6", "1"],
] as const;

/** Closes the host's side of a bridge and answers with what is still open, or undefined. Needs root and the host's own network namespace. */
export async function closeBridge(bridge: string, subnet: string): Promise<string | undefined> {
  for (const [family, name, wanted] of settings) {
    const file = `/proc/sys/net/${family}/conf/${bridge}/${name}`;
    // A kernel without IPv6 has no such file, and nothing to close.
    if (family === "ipv6" && !(await isReadable("/proc/sys/net/ipv6/conf"))) continue;
    await writeFile(file, wanted).catch(() => undefined);
    const is = await readFile(file, "utf8").catch(() => "missing");
    if (is.trim() !== wanted) return `${file} is ${is.trim()} and could not be set to ${wanted}`;
  }
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const reached = own.find((entry) => entry.family === "IPv4" && contains(subnet, entry.address));
  return reached && `the host has the address ${reached.address} in ${subnet}`;
}

async function isReadable(folder: string): Promise<boolean> {
  return readFile(`${folder}/default/disable_ipv6`).then(
    () => true,
    () => false,
  );
}
