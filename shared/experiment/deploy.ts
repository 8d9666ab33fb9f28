import type { FieldReader } from "#shared/experiment/fields";
import type { Refusal } from "#shared/experiment/refused-keys";
import { deployKeys, limitKeys, resourcesKeys } from "#shared/experiment/schema/deploy-keys";
import type { Field } from "#shared/experiment/yaml-tree";

/** As many instances as a workspace's network has room for. */
const MAXIMUM_REPLICAS = 12;

/** The fields of `deploy`; an empty map when there is none, or nothing is left of it. */
export function readDeploy(reader: FieldReader, field: Field | undefined): Map<string, Field> {
  const fields = field === undefined ? null : reader.map(field, Object.keys(deployKeys), refusedDeployKeys);
  const mode = fields?.get("mode");
  if (mode !== undefined) reader.oneOf(mode, "`mode`", ["replicated"]);
  return fields ?? new Map();
}

function ofSwarm(key: string): Refusal {
  return { sentence: `\`${key}\` is about a cluster, but an experiment runs on one machine.`, instead: "Delete it." };
}

const refusedDeployKeys: Readonly<Record<string, Refusal>> = {
  labels: { sentence: "Labels are how the server finds its containers.", instead: "Delete it." },
  endpoint_mode: ofSwarm("endpoint_mode"),
  placement: ofSwarm("placement"),
  update_config: ofSwarm("update_config"),
  rollback_config: ofSwarm("rollback_config"),
};

/** `deploy.replicas` or `scale`; 1 unless given. */
export function readReplicas(reader: FieldReader, deploy: Field | undefined, scale: Field | undefined): number {
  const [replicas, scaled] = [deploy, scale].map((field) =>
    field === undefined ? null : reader.integer(field, "The number of instances", 1, MAXIMUM_REPLICAS),
  );
  if (scale !== undefined && typeof replicas === "number" && typeof scaled === "number" && replicas !== scaled)
    reader.refuse(scale, `\`scale\` says ${scaled}, but \`deploy.replicas\` says ${replicas}.`, "Keep one of them.");
  return replicas ?? scaled ?? 1;
}

/** Which key of a service says the same as one of `deploy.resources.limits`. */
const sameAs: Readonly<Record<string, string>> = { cpus: "cpus", memory: "mem_limit", pids: "pids_limit" };

/** The limits of a service under the names that they have without `deploy`; one that stands in both places is reported. */
export function gatherLimits(
  reader: FieldReader,
  service: ReadonlyMap<string, Field>,
  resources: Field | undefined,
): Map<string, Field> {
  const gathered = new Map(service);
  const limits = resources && reader.map(resources, Object.keys(resourcesKeys), refusedResources)?.get("limits");
  const found = limits && reader.map(limits, Object.keys(limitKeys));
  for (const [key, field] of found ?? []) {
    const name = sameAs[key] ?? key;
    if (service.has(name)) reader.refuse(field, `\`${name}\` of the service says the same.`, "Keep one of them.");
    gathered.set(name, field);
  }
  return gathered;
}

const refusedResources: Readonly<Record<string, Refusal>> = {
  reservations: {
    sentence: "`reservations` sets resources aside that other students need.",
    instead: "Use `limits`.",
  },
};
