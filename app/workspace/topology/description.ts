import type { Translator } from "#app/i18n/translator";
import type { InstanceView } from "#shared/views";

/** The drawing in sentences, for those who do not see it. */
export function describeTopology(
  instances: readonly InstanceView[],
  subnet: string | undefined,
  t: Translator<"workspace">,
  stateOf: Translator<"ui.states">,
): string {
  const hosts = instances.map(({ name, address, state, networks = [], listening, dependsOn, shown }) => {
    const ports = listening.map(({ port, local }) => (local ? t("tile.localOnly", { port }) : String(port)));
    return t("topology.host", {
      ...{ name, address, state: stateOf(state) },
      ...{ hasNetworks: has(networks), networks: networks.join(", ") },
      ...{ isListening: has(ports), ports: ports.join(", ") },
      ...{ hasOthers: has(dependsOn), others: dependsOn.join(", ") },
      ...{ isShown: has(shown), shown: shown.map((one) => t("topology.shownPort", { ...one })).join(", ") },
    });
  });
  return [sizeOf(instances, subnet, t), ...hosts].join(" ");
}

function sizeOf(instances: readonly InstanceView[], subnet: string | undefined, t: Translator<"workspace">): string {
  const hosts = instances.length;
  const networks = new Set(instances.flatMap((instance) => instance.networks ?? [])).size;
  if (networks > 0) return t("topology.ofNetworks", { hosts, networks });
  return subnet === undefined ? t("topology.ofUnknown", { hosts }) : t("topology.ofNetwork", { hosts, subnet });
}

function has(list: readonly unknown[]): "yes" | "no" {
  return list.length > 0 ? "yes" : "no";
}
