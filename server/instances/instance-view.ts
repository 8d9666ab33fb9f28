import type { Instance } from "#server/instances/instance";
import type { Machines } from "#server/machines/machine";
import { presentRun } from "#server/runs/runs";
import { instanceAddress } from "#server/workspaces/workspace";
import { finalCommand } from "#shared/experiment/final-command";
import { defaultLaunchLines, resolveLaunch } from "#shared/experiment/launch-lines";
import type { InstanceView } from "#shared/views";

/** What a page sees of an instance. */
export function presentInstance(instance: Instance, machines: Pick<Machines, "state">): InstanceView {
  const { service, workspace, deployment, run, output } = instance;
  return {
    name: instance.name,
    image: imageWords(service),
    description: service.description === "" ? undefined : service.description,
    hostName: service.hostname,
    address: instanceAddress(workspace, instance.name),
    networks: workspace.networks.size === 1 ? undefined : service.networks.map(({ network }) => network),
    state: instance.state,
    note: instance.note,
    machine: machineOf(instance, machines),
    locked: service.locked,
    artifact: deployment?.artifact,
    stale: instance.stale,
    launch: { ...defaultLaunchLines(service), ...deployment?.launch },
    editable: service.locked ? [] : [...service.editable],
    command: commandOf(instance),
    health: instance.health,
    restarts: instance.restarts,
    dependsOn: service.dependsOn.map((dependency) => dependency.service),
    exposed: [...service.ports],
    shown: service.show.map(({ port, title }) => ({ port, title })),
    listening: instance.listening,
    run: run === undefined ? undefined : presentRun(output === undefined ? run : { ...run, logBytes: output.end }),
  };
}

/** An image that is built has no name: the folder that it comes from stands for it. */
export function imageWords({ image, build }: Instance["service"]): string {
  if (build === null) return image;
  return build.context === "" ? build.dockerfile : `${build.context}/${build.dockerfile}`;
}

/** The argument list that a start would run now; the experiment's own when the student's cannot be split into words. */
export function commandOf(instance: Instance): string[] {
  const resolved = resolveLaunch(instance.service, instance.deployment?.launch ?? {}, instance.artifactInfo);
  return resolved.ok ? resolved.command : finalCommand(instance.service, {}, instance.artifactInfo);
}

function machineOf(instance: Instance, machines: Pick<Machines, "state">): InstanceView["machine"] {
  const state = machines.state(instance.key);
  return state === "on" || state === "paused" ? state : "off";
}
