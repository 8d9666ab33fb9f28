import { wordsOf } from "#app/i18n/outside-react";
import type { InstanceView } from "#shared/views";

/** The drawing in sentences, for those who do not see it. In the browser only. */
export function describeTopology(instances: readonly InstanceView[], subnet: string | undefined): string {
  const states = wordsOf("ui.states");
  const hosts = instances.map((instance) => {
    const ports = instance.listening.map(({ port, local }) => (local ? `${port} only on localhost` : String(port)));
    const listens = ports.length === 0 ? "nothing listens" : `listens on ${ports.join(", ")}`;
    const after = instance.dependsOn.length === 0 ? "" : `, starts after ${instance.dependsOn.join(", ")}`;
    const shown = instance.shown.map(({ port, title }) => `, shows ${title} on port ${port} to your browser`).join("");
    const on = instance.networks === undefined ? "" : ` on ${instance.networks.join(" and ")}`;
    return `${instance.name} at ${instance.address}${on} is ${states(instance.state)}, ${listens}${after}${shown}.`;
  });
  const networks = new Set(instances.flatMap((instance) => instance.networks ?? []));
  if (networks.size > 0) return `${instances.length} hosts on ${networks.size} networks. ${hosts.join(" ")}`;
  return `${instances.length} hosts on one network${subnet === undefined ? "" : ` ${subnet}`}. ${hosts.join(" ")}`;
}
