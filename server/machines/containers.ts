import type { Disks } from "#server/disks/disks";
import type { Volumes } from "#server/disks/volumes";
import type { Attachment, ContainerSpec, ContainerSummary, Engine } from "#server/engine/engine";
import { isRefusal } from "#server/engine/engine-error";
import type { MachineKey } from "#server/machines/machine";
import { containerName, machineLabels, networkName } from "#server/machines/machine-labels";
import type { MachineNetwork, MachineSpec } from "#server/machines/machine-spec";
import type { WorkspaceNetworks } from "#server/machines/networks";

/** A container that is up. */
export interface UpContainer {
  readonly id: string;
  readonly address: string;
  readonly state: "on" | "paused";
}

/** How machines become containers and end being some. */
export interface MachineContainers {
  /** A running container for the machine: a new one, or the one that an earlier server left running. */
  make(key: MachineKey, spec: MachineSpec, onStage: (stage: string) => void): Promise<UpContainer>;
  /** What is up and exactly as we make it; undefined means that it has to go. */
  usable(container: ContainerSummary): Promise<UpContainer | undefined>;
  removeAll(containers: readonly ContainerSummary[]): Promise<void>;
}

interface MachineContainersParts {
  readonly engine: Engine;
  readonly installation: string;
  readonly networks: WorkspaceNetworks;
  readonly disks: Pick<Disks, "assertMounted">;
  readonly volumes: Pick<Volumes, "assertMounted">;
  readonly keeperProgram: () => Promise<string>;
  readonly notice: (sentence: string) => void;
}

/** Whether a mount holds files of an image that is being built, which lie on the workspace's disk beside the student's. */
function isBuildPlace(target: string, source: string, key: MachineKey): boolean {
  return key.role === "aside" && target !== "/workspace" && source.includes(`/workspaces/${key.workspace}/images/`);
}

/** Removals at once: more only queue up in the engine. */
const removalsAtOnce = 8;

/** Containers of one installation's machines. */
export function createMachineContainers(parts: MachineContainersParts): MachineContainers {
  const { engine, installation, networks, disks, volumes, keeperProgram, notice } = parts;

  async function assertDisks(key: MachineKey, spec: MachineSpec): Promise<void> {
    for (const { source, target, writable } of spec.mounts) {
      if (!writable) continue;
      if (isBuildPlace(target, source, key)) await disks.assertMounted(key.workspace);
      else if (target !== "/workspace") await volumes.assertMounted(key.workspace, source);
      else if (source !== (await disks.assertMounted(key.workspace)).files)
        throw new Error(`${source} would be writable in a container, but is not the workspace's disk`);
    }
  }

  function descriptionOf(key: MachineKey, spec: MachineSpec, keeper: string): ContainerSpec {
    const { image, hostname, memoryBytes, cpus, pids, mounts, scratch, env, cwd, hosts } = spec;
    const attach = ({ network, address, aliases }: MachineNetwork): Attachment => ({
      name: networkName(installation, key.workspace, network),
      address,
      aliases: [...new Set([hostname, ...aliases])],
    });
    const [first, ...further] = spec.networks;
    return {
      ...{ image, hostname, memoryBytes, cpus, pids, mounts, scratch, env, cwd, hosts, keeper },
      name: containerName(installation, key),
      labels: machineLabels(installation, key),
      network: first && attach(first),
      further: further.map(attach),
    };
  }

  async function ensureNetworks(key: MachineKey, spec: MachineSpec): Promise<void> {
    await Promise.all(spec.networks.map(({ network, subnet }) => networks.ensure(key.workspace, subnet, network)));
  }

  async function createAndStart(key: MachineKey, spec: MachineSpec, description: ContainerSpec): Promise<UpContainer> {
    const id = await engine.createContainer(description);
    try {
      await start(id, key, spec);
    } catch (error) {
      await engine.removeContainer(id);
      throw error;
    }
    return { id, address: spec.networks[0]?.address ?? "", state: "on" };
  }

  async function start(id: string, key: MachineKey, spec: MachineSpec): Promise<void> {
    try {
      await engine.startContainer(id);
    } catch (error) {
      if (!isRefusal(error, "missing")) throw error;
      // A network was removed behind our back.
      networks.forget(key.workspace);
      await ensureNetworks(key, spec);
      await engine.startContainer(id);
    }
  }

  async function usable(container: ContainerSummary): Promise<UpContainer | undefined> {
    const { id, name, address } = container;
    if ((container.state !== "running" && container.state !== "paused") || address === undefined) return undefined;
    const deviations = await engine.deviations(id);
    if (deviations.length === 0) return { id, address, state: container.state === "running" ? "on" : "paused" };
    notice(`The container ${name} is removed, because ${deviations.join("; ")}.`);
    return undefined;
  }

  async function removeAll(containers: readonly ContainerSummary[]): Promise<void> {
    const rest = [...containers];
    const worker = async () => {
      for (let next = rest.pop(); next; next = rest.pop()) await engine.removeContainer(next.id);
    };
    await Promise.all(Array.from({ length: removalsAtOnce }, worker));
  }

  return {
    usable,
    removeAll,
    async make(key, spec, onStage) {
      const keeper = await keeperProgram();
      if (!spec.networks.every(({ network }) => networks.isKnown(key.workspace, network))) onStage("creating network");
      await ensureNetworks(key, spec);
      await assertDisks(key, spec);
      onStage("starting container");
      const description = descriptionOf(key, spec, keeper);
      try {
        return await createAndStart(key, spec, description);
      } catch (error) {
        if (!isRefusal(error, "conflict")) throw error;
      }
      // The name is taken: by what an earlier server left running, or by one that died or was never started.
      const [present] = await engine.containers(description.labels);
      const found = present && (await usable(present));
      if (found) return found;
      await removeAll(await engine.containers(description.labels));
      return createAndStart(key, spec, description);
    },
  };
}
