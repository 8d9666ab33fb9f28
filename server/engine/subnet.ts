/** How many addresses a network has: a /28. The first, the engine's gateway and the last are not for instances. */
export const subnetPrefix = 28;
const subnetSize = 2 ** (32 - subnetPrefix);
/** The network's own address (0) and the gateway that the engine reserves (1) come first. */
const firstInstanceOffset = 2;

/** How many instances (with the toolchain) fit on one workspace's network. */
export const addressesPerSubnet = subnetSize - firstInstanceOffset - 1;

interface Block {
  readonly base: number;
  readonly prefix: number;
}

/**
 * The lowest free block of the pool ("10.213.0.0/16") with room for so many networks, or undefined when there is none: a /28 for one,
 * a /27 for two, and so on. Pure; throws on text that is no subnet.
 */
export function nextSubnet(taken: Iterable<string>, pool: string, networks = 1): string | undefined {
  const { base, prefix } = parseBlock(pool);
  const own = subnetPrefix - Math.ceil(Math.log2(networks));
  const size = 2 ** (32 - own);
  const used = [...taken].map(parseBlock);
  for (let at = base; at < base + 2 ** (32 - prefix); at += size) {
    const block = { base: at, prefix: own };
    if (own >= prefix && !used.some((other) => covers(block, other.base) || covers(other, at)))
      return `${formatAddress(at)}/${own}`;
  }
  return undefined;
}

/** The first so many /28 of a block. Throws when it has no such room. */
export function networksOf(block: string, count: number): string[] {
  const { base, prefix } = parseBlock(block);
  if (count * subnetSize > 2 ** (32 - prefix)) throw new RangeError(`${block} has no room for ${count} networks`);
  return Array.from({ length: count }, (_, at) => `${formatAddress(base + at * subnetSize)}/${subnetPrefix}`);
}

/** The address of the n-th machine (from 0) on a subnet. Throws when the subnet has no such place. */
export function addressOf(subnet: string, index: number): string {
  const { base, prefix } = parseBlock(subnet);
  const places = 2 ** (32 - prefix) - firstInstanceOffset - 1;
  if (!Number.isInteger(index) || index < 0 || index >= places) throw new RangeError(`${subnet} has no place ${index}`);
  return formatAddress(base + firstInstanceOffset + index);
}

/** Whether an IPv4 address lies in a subnet. */
export function contains(subnet: string, address: string): boolean {
  return covers(parseBlock(subnet), parseAddress(address));
}

function covers(block: Block, address: number): boolean {
  return address >= block.base && address < block.base + 2 ** (32 - block.prefix);
}

function parseBlock(text: string): Block {
  const [address = "", length = ""] = text.split("/");
  const prefix = /^\d{1,2}$/.test(length) ? Number(length) : 33;
  if (prefix > 32) throw new RangeError(`"${text}" is not a subnet`);
  const size = 2 ** (32 - prefix);
  return { base: Math.floor(parseAddress(address) / size) * size, prefix };
}

function parseAddress(text: string): number {
  const parts = text.split(".").map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  if (parts.length !== 4 || parts.some((part) => part > 255)) throw new RangeError(`"${text}" is not an IPv4 address`);
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function formatAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}
