import type { Service } from "#shared/experiment/experiment";
import { finalCommand } from "#shared/experiment/final-command";
import { defaultLaunchLines } from "#shared/experiment/launch-lines";
import { InstanceName } from "#shared/ids";
import type { InstanceView } from "#shared/views";

/** A service as the instance that a workspace will have of it, before anything is deployed or started. */
export function restingInstance(service: Service): InstanceView {
  return {
    name: InstanceName.parse(service.name),
    image: service.image,
    description: service.description,
    hostName: service.hostname,
    address: "",
    state: service.artifact === null ? "ready" : "empty",
    machine: "off",
    locked: service.locked,
    stale: false,
    launch: defaultLaunchLines(service),
    editable: service.locked ? [] : [...service.editable],
    command: finalCommand(service, {}, null),
    health: "none",
    restarts: 0,
    dependsOn: service.dependsOn.map((dependency) => dependency.service),
    exposed: [...service.ports],
    shown: service.show.map(({ port, title }) => ({ port, title })),
    listening: [],
  };
}

/** The line of a Compose file where a service begins; 1 when it is written in an unusual way. */
export function lineOfService(compose: string, service: string): number {
  const lines = compose.split("\n");
  const services = lines.findIndex((line) => /^services\s*:/.test(line));
  const name = service.replaceAll(/[^a-z0-9-]/g, "");
  const key = new RegExp(`^\\s+["']?${name}["']?\\s*:`);
  const index = lines.findIndex((line, at) => at > services && key.test(line));
  return index < 0 ? 1 : index + 1;
}
