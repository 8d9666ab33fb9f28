import { checkDependencies } from "#shared/experiment/dependencies";
import type { ExtraHost, Service } from "#shared/experiment/experiment";
import type { WrittenHost } from "#shared/experiment/extra-hosts";
import type { FieldReader } from "#shared/experiment/fields";
import type { ServiceDraft } from "#shared/experiment/service-reader";
import type { Field } from "#shared/experiment/yaml-tree";

/** A /28 network has 13 addresses beside its own, its broadcast's and the gateway's; the toolchain takes one. */
const MAXIMUM_INSTANCES = 12;

/** The instances that a file's services become, after everything that they say of each other was checked. */
export function toInstances(reader: FieldReader, drafts: readonly ServiceDraft[], at: Field): Service[] {
  const families = new Map(drafts.map((draft) => [draft.name, instanceNames(draft)]));
  const count = [...families.values()].flat().length;
  if (count > MAXIMUM_INSTANCES)
    reader.refuse(
      at,
      `There are ${count} instances, but a workspace's network has room for ${MAXIMUM_INSTANCES}.`,
      "Take some out.",
    );
  checkDependencies(reader, drafts);
  checkNames(reader, drafts);
  return drafts.flatMap((draft) => instancesOf(reader, draft, drafts, families));
}

/** What the instances of a service are called: as the service, or numbered from 1. */
function instanceNames({ name, replicas }: ServiceDraft): string[] {
  return replicas === 1 ? [name] : Array.from({ length: replicas }, (_, index) => `${name}-${index + 1}`);
}

function instancesOf(
  reader: FieldReader,
  draft: ServiceDraft,
  drafts: readonly ServiceDraft[],
  families: ReadonlyMap<string, readonly string[]>,
): Service[] {
  const { replicas: _, dependencies, hosts, nameAt: __, hostnameAt: ___, ...service } = draft;
  const dependsOn = dependencies.flatMap(({ service: family, condition }) =>
    (families.get(family) ?? []).map((name) => ({ service: name, condition })),
  );
  const extraHosts = hosts.map((host) => resolveHost(reader, host, draft, drafts)).filter((host) => host !== null);
  return instanceNames(draft).map((name) => ({
    ...service,
    name,
    family: draft.name,
    hostname: draft.hostname === draft.name ? name : draft.hostname,
    dependsOn,
    extraHosts,
  }));
}

function resolveHost(
  reader: FieldReader,
  host: WrittenHost,
  from: ServiceDraft,
  drafts: readonly ServiceDraft[],
): ExtraHost | null {
  const owner = drafts.find((draft) => instanceNames(draft).includes(host.target));
  if (owner === undefined) {
    const instances = drafts.flatMap(instanceNames).join(", ");
    return reader.refuse(host.at, `There is no instance \`${host.target}\`.`, `The instances are: ${instances}.`);
  }
  const shared = from.networks.some(({ network }) => owner.networks.some((other) => other.network === network));
  if (!shared)
    return reader.refuse(
      host.at,
      `\`${from.name}\` and \`${host.target}\` are on no network together.`,
      "Put both on one network.",
    );
  return { name: host.name, instance: host.target };
}

/** Reports names that two instances would answer to: service names, host names, names of replicas, aliases. */
function checkNames(reader: FieldReader, drafts: readonly ServiceDraft[]): void {
  const owners = new Map(drafts.map((draft) => [draft.name, draft.name]));
  for (const draft of drafts) {
    for (const name of instanceNames(draft)) {
      const owner = owners.get(name);
      if (owner !== undefined && owner !== draft.name)
        reader.refuse(
          draft.nameAt,
          `One of the ${draft.replicas} instances of \`${draft.name}\` would be called \`${name}\`, as another service is.`,
          "Rename one of them.",
        );
      owners.set(name, draft.name);
    }
    if (draft.replicas > 1 && draft.hostname !== draft.name)
      reader.refuse(
        draft.hostnameAt,
        `${draft.replicas} instances cannot have one host name.`,
        "Delete `hostname`: each is called as its instance.",
      );
  }
  checkHostnames(reader, drafts, owners);
  for (const draft of drafts) {
    for (const alias of draft.networks.flatMap(({ aliases }) => aliases)) {
      const owner = owners.get(alias);
      if (owner !== undefined && owner !== draft.name)
        reader.refuse(draft.nameAt, `The alias \`${alias}\` is the name of \`${owner}\`.`, "Choose another alias.");
    }
    for (const host of draft.hosts) {
      if (owners.has(host.name))
        reader.refuse(host.at, `\`${host.name}\` is an instance's own name.`, "Choose another name.");
    }
  }
}

function checkHostnames(reader: FieldReader, drafts: readonly ServiceDraft[], owners: Map<string, string>): void {
  for (const { name, hostname, hostnameAt, replicas } of drafts) {
    if (replicas > 1) continue;
    const owner = owners.get(hostname);
    if (owner !== undefined && owner !== name)
      reader.refuse(
        hostnameAt,
        `The host name \`${hostname}\` belongs to the service \`${owner}\`.`,
        "Choose another name.",
      );
    owners.set(hostname, owner ?? name);
  }
}
