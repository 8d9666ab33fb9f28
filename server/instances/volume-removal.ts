import type { Volumes } from "#server/disks/volumes";
import type { Instance } from "#server/instances/instance";
import type { Machines } from "#server/machines/machine";
import { InstanceName } from "#shared/ids";

interface VolumeRemovalParts {
  readonly machines: Pick<Machines, "state">;
  readonly volumes: Pick<Volumes, "remove">;
}

/**
 * Deletes the volumes of an instance that was reset. One that another instance's machine still has mounted stays: it goes with the
 * last of them.
 */
export function createVolumeRemoval({ machines, volumes }: VolumeRemovalParts): (instance: Instance) => Promise<void> {
  function isHeld(instance: Instance, volume: string): boolean {
    const { workspace } = instance;
    return workspace.experiment.services.some((service) => {
      if (service.name === instance.name || !service.volumes.some((mount) => mount.volume === volume)) return false;
      const state = machines.state({
        workspace: workspace.id,
        role: "instance",
        name: InstanceName.parse(service.name),
      });
      return state === "on" || state === "paused";
    });
  }

  return async (instance) => {
    const mounted = new Set(instance.service.volumes.map(({ volume }) => volume));
    for (const volume of mounted) if (!isHeld(instance, volume)) await volumes.remove(instance.workspace.id, volume);
  };
}
