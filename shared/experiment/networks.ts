import { type Attachment, defaultNetwork } from "#shared/experiment/experiment";
import { type Entry, type FieldReader, isNothing, nearest } from "#shared/experiment/fields";
import type { Refusal } from "#shared/experiment/refused-keys";
import { attachmentKeys, networkKeys } from "#shared/experiment/schema/network-keys";
import type { Field } from "#shared/experiment/yaml-tree";

/** With `default` eight: each has 16 addresses, and a workspace gets at most 128. */
const MAXIMUM_NETWORKS = 7;

/** Names are part of the engine's names; the tail of a host name is more than enough. */
const NAME = /^[a-z0-9]([a-z0-9_-]{0,38}[a-z0-9])?$/;

/** The networks of each workspace, `default` first; everything wrong is reported. */
export function readNetworks(reader: FieldReader, field: Field | undefined): string[] {
  const entries = field === undefined ? [] : (reader.entries(field, "`networks`") ?? []);
  const own = entries.filter((entry) => readNetwork(reader, entry) && entry.name !== defaultNetwork);
  if (field !== undefined && own.length > MAXIMUM_NETWORKS)
    reader.refuse(field, `An experiment may have ${MAXIMUM_NETWORKS} networks of its own.`, "Take some out.");
  return [defaultNetwork, ...own.map(({ name }) => name)];
}

function readNetwork(reader: FieldReader, { name, key, value }: Entry): boolean {
  if (!NAME.test(name)) {
    reader.refuse(
      key,
      `\`${name}\` cannot be the name of a network.`,
      "Use 1 to 40 lower-case letters, digits, `-` and `_`.",
    );
    return false;
  }
  if (isNothing(value)) return true;
  const fields = reader.map(value, Object.keys(networkKeys), refusedNetworkKeys);
  const internal = fields?.get("internal");
  if (internal !== undefined && reader.flag(internal) === false)
    reader.refuse(internal, "Every network of an experiment is internal: none leads out.", "Delete the line.");
  const driver = fields?.get("driver");
  if (driver !== undefined) reader.oneOf(driver, "`driver`", ["bridge"]);
  return true;
}

function byServer(what: string): Refusal {
  return { sentence: `${what} by the server, for each workspace anew.`, instead: "Delete it." };
}

const refusedNetworkKeys: Readonly<Record<string, Refusal>> = {
  driver_opts: { sentence: "`driver_opts` could open the network to the host.", instead: "Delete it." },
  external: { sentence: "An external network would connect all workspaces.", instead: "Delete the line." },
  name: { sentence: "A name of its own would be the same in every workspace.", instead: "Delete the line." },
  ipam: byServer("Addresses are given"),
  attachable: { sentence: "Nothing else is attached to an experiment's network.", instead: "Delete the line." },
  enable_ipv4: byServer("Addresses are given"),
  enable_ipv6: byServer("Addresses are given, IPv4 only,"),
  labels: byServer("Labels are given"),
};

/** `networks` of a service; `default` when it has none or nothing is left of them. */
export function readAttachments(
  reader: FieldReader,
  field: Field | undefined,
  networks: readonly string[],
): Attachment[] {
  const found = field === undefined || isNothing(field) ? [] : readList(reader, field, networks);
  return found.length > 0 ? found : [{ network: defaultNetwork, aliases: [] }];
}

function readList(reader: FieldReader, field: Field, networks: readonly string[]): Attachment[] {
  const attachments: Attachment[] = [];
  function attach(at: Field, network: string, aliases: readonly string[]): void {
    if (attachments.some((one) => one.network === network))
      reader.refuse(at, `The network \`${network}\` is named twice.`, "Keep one of them.");
    else if (networks.includes(network)) attachments.push({ network, aliases });
    else refuseUnknown(reader, at, network, networks);
  }
  if (field.node.kind === "list") {
    for (const item of reader.items(field, "`networks`") ?? []) {
      const name = reader.text(item, "A network", 100);
      if (name !== null) attach(item, name, []);
    }
  } else {
    for (const { name, key, value } of reader.entries(field, "`networks`") ?? [])
      attach(key, name, readAliases(reader, value));
  }
  return attachments;
}

function refuseUnknown(reader: FieldReader, at: Field, name: string, networks: readonly string[]): void {
  const near = nearest(name, networks);
  reader.refuse(
    at,
    `The file declares no network \`${name}\`.`,
    near === null ? `Write \`networks: { ${name}: {} }\` at the end of the file.` : `Did you mean \`${near}\`?`,
  );
}

function readAliases(reader: FieldReader, field: Field): string[] {
  if (isNothing(field)) return [];
  const fields = reader.map(field, Object.keys(attachmentKeys), {
    ipv4_address: byServer("Addresses are given"),
    ipv6_address: byServer("Addresses are given"),
    link_local_ips: byServer("Addresses are given"),
    mac_address: byServer("Addresses are given"),
    interface_name: byServer("Interfaces are named"),
    driver_opts: { sentence: "`driver_opts` could open the network to the host.", instead: "Delete it." },
    priority: byServer("The order of networks is that of the file; it is made"),
    gw_priority: { sentence: "No network of an experiment has a gateway.", instead: "Delete the line." },
  });
  const aliases = fields?.get("aliases");
  const items = aliases === undefined ? [] : (reader.items(aliases, "`aliases`") ?? []);
  return [...new Set(items.map((item) => readHostName(reader, item, "An alias")).filter((name) => name !== null))];
}

/** A name that a program may ask for: words of letters, digits and hyphens with dots between them. */
export function readHostName(reader: FieldReader, field: Field, what: string): string | null {
  const name = reader.text(field, what, 100);
  if (name === null) return null;
  const words = name.split(".");
  if (words.every((word) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(word)) && !/^[\d.]+$/.test(name)) {
    if (words[0] !== "localhost" && name !== "toolchain") return name;
    return reader.refuse(
      field,
      `${what} cannot be \`${name}\`, which has a meaning of its own.`,
      "Choose another name.",
    );
  }
  return reader.refuse(
    field,
    `${what} cannot be \`${name}\`.`,
    "Use lower-case letters, digits and inner hyphens, such as `db` or `db.example`.",
  );
}
