import type { Disks } from "#server/disks/disks";
import type { Volumes } from "#server/disks/volumes";
import type {
  ContainerChange,
  ContainerStats,
  ContainerSummary,
  Engine,
  LabelledImage,
  Labels,
} from "#server/engine/engine";
import { isRefusal } from "#server/engine/engine-error";
import { createMachineContainers, type UpContainer } from "#server/machines/containers";
import { LiveMachine } from "#server/machines/live-machine";
import type { Machine, MachineKey, MachineState, Machines } from "#server/machines/machine";
import {
  installationLabels,
  keyOfLabels,
  keyText,
  machineLabels,
  networkOfLabels,
  workspaceOfLabels,
} from "#server/machines/machine-labels";
import type { MachineSpec, SpecOf } from "#server/machines/machine-spec";
import { createWorkspaceNetworks } from "#server/machines/networks";
import { type Opening, shareOpening } from "#server/machines/opening";
import { UserError } from "#shared/failures";
import type { WorkspaceId } from "#shared/ids";

/** The machines with what only their owner, the composition root, and the instances' room need. */
export interface MachineRoom extends Machines {
  /** Makes a network of the workspace when it is missing, so that the first machine need not wait for it. */
  prepareNetwork(workspace: WorkspaceId, subnet: string, network?: string): Promise<void>;
  /** Removes a network of the workspace on which no machine is any more. */
  dropNetwork(workspace: WorkspaceId, network: string): Promise<void>;
  /** Every machine whose container is up. */
  running(): Machine[];
  /** One reading of a running machine; undefined when it does not run. */
  stats(key: MachineKey): Promise<ContainerStats | undefined>;
  /** Calls back when the kernel ended a program of a machine for lack of memory. Returns the unsubscriber. */
  watchMemory(listener: (key: MachineKey) => void): () => void;
  /** Adopts what runs and belongs to a known workspace; removes all else of this installation: containers, networks, disks, volumes. */
  reconcile(known: ReadonlySet<WorkspaceId>): Promise<void>;
  /** Removes a workspace's machines, its networks and the images that were built in it; its disk stays. */
  removeWorkspace(workspace: WorkspaceId): Promise<void>;
  /** Resolves when no machine is being opened any more. */
  settled(): Promise<void>;
  /** Lets go of everything without ending it. */
  close(): void;
}

interface MachinesParts {
  readonly engine: Engine;
  readonly installation: string;
  readonly specOf: SpecOf;
  readonly disks: Pick<Disks, "assertMounted" | "retire">;
  readonly volumes: Pick<Volumes, "assertMounted" | "retire">;
  /** The keeper's program on the host. */
  readonly keeperProgram: () => Promise<string>;
  /** Asked before a machine is made; throws why it may not be, and answers what is to be called when it is up or could not be made. */
  readonly gate?: Gate;
  /** Hears what was removed because nobody owns it, or because it is not as we make it. */
  readonly notice?: (sentence: string) => void;
}

/** Decides whether a machine may be made now. */
export type Gate = (key: MachineKey, spec: Pick<MachineSpec, "memoryBytes">) => Promise<() => void>;

/** How long a stopped machine's programs may clean up; the keeper itself ends as soon as they have. */
const stopGraceSeconds = 2;

/** The machines of one installation on one engine. Follows the engine's events from the start; `close` ends that. */
export function createMachines({
  engine,
  installation,
  specOf,
  disks,
  volumes,
  keeperProgram,
  gate = async () => () => undefined,
  notice = () => undefined,
}: MachinesParts): MachineRoom {
  const live = new Map<string, LiveMachine>();
  const opening = new Map<string, Opening>();
  const removing = new Map<string, Promise<void>>();
  const listeners = new Set<(key: MachineKey, change: MachineState | "linked") => void>();
  const memoryListeners = new Set<(key: MachineKey) => void>();
  const networks = createWorkspaceNetworks(engine, installation);
  const containers = createMachineContainers({ engine, installation, networks, disks, volumes, keeperProgram, notice });

  function tell(key: MachineKey, change: MachineState | "linked"): void {
    for (const listener of listeners) listener(key, change);
  }

  function install(key: MachineKey, { id, address, state }: UpContainer): LiveMachine {
    const linked = () => tell(key, "linked");
    const machine = new LiveMachine({ engine, key, container: id, address, state, linked });
    live.set(keyText(key), machine);
    tell(key, state);
    return machine;
  }

  function lose(machine: LiveMachine): void {
    if (machine.become("lost")) tell(machine.key, "lost");
  }

  function running(key: MachineKey): LiveMachine | undefined {
    const machine = live.get(keyText(key));
    return machine && machine.state !== "lost" ? machine : undefined;
  }

  async function create(key: MachineKey, stage: (text: string) => void): Promise<Machine> {
    await removing.get(keyText(key));
    const spec = await specOf(key);
    const through = await gate(key, spec);
    const made = containers.make(key, spec, stage).then((container) => install(key, container));
    const machine = await made.finally(through);
    stage("connecting");
    await machine.link();
    return machine;
  }

  async function removeMachine(key: MachineKey): Promise<void> {
    await opening.get(keyText(key))?.machine.catch(() => undefined);
    const machine = live.get(keyText(key));
    live.delete(keyText(key));
    if (machine) {
      lose(machine);
      // A frozen program cannot hear that it should end.
      await quietly(engine.resumeContainer(machine.container));
      await quietly(engine.stopContainer(machine.container, stopGraceSeconds));
      await engine.removeContainer(machine.container);
    }
    await containers.removeAll(await engine.containers(machineLabels(installation, key)));
    if (machine) tell(key, "off");
  }

  function remove(key: MachineKey): Promise<void> {
    const text = keyText(key);
    const present = removing.get(text);
    if (present) return present;
    const removal = removeMachine(key).finally(() => removing.delete(text));
    removing.set(text, removal);
    return removal;
  }

  function changed(container: string, change: ContainerChange, labels: Labels): void {
    const key = keyOfLabels(labels);
    const machine = key && live.get(keyText(key));
    if (!machine || machine.container !== container) return;
    if (change === "out-of-memory") for (const listener of memoryListeners) listener(machine.key);
    if (change === "paused" && machine.become("paused")) tell(machine.key, "paused");
    if (change === "resumed" && machine.become("on")) tell(machine.key, "on");
    if (change === "died" || change === "removed") lose(machine);
  }

  /** Makes the machines agree with the engine's list; containers that are not known yet are left to `reconcile`. */
  async function resync(): Promise<void> {
    const before = [...live.values()];
    await networks.closeAgain();
    const listed = new Map(
      (await engine.containers(installationLabels(installation))).map((container) => [container.id, container]),
    );
    for (const machine of before) {
      const state = listed.get(machine.container)?.state;
      if (state === "running" ? machine.become("on") : state === "paused" && machine.become("paused"))
        tell(machine.key, machine.state);
      if (state !== "running" && state !== "paused") lose(machine);
    }
  }

  /** Whether the container is now one of ours; false when it has to go. */
  async function adopt(container: ContainerSummary, known: ReadonlySet<WorkspaceId>): Promise<boolean> {
    const key = keyOfLabels(container.labels);
    if (!key || !known.has(key.workspace)) return false;
    if (opening.has(keyText(key)) || running(key)?.container === container.id) return true;
    // What an earlier server did aside has nobody waiting for it any more.
    if (key.role === "aside") return false;
    const found = await containers.usable(container);
    if (!found) return false;
    const machine = install(key, found);
    if (machine.state === "on") machine.link().catch(() => undefined);
    return true;
  }

  async function reconcile(known: ReadonlySet<WorkspaceId>): Promise<void> {
    const labels = installationLabels(installation);
    const present = await engine.containers(labels);
    const kept = await Promise.all(present.map((container) => adopt(container, known)));
    await containers.removeAll(present.filter((_, at) => !kept[at]));
    for (const network of await engine.networks(labels)) {
      const owner = workspaceOfLabels(network.labels);
      if (owner !== undefined && known.has(owner))
        await networks.ensure(owner, network.subnet, networkOfLabels(network.labels));
      else await engine.removeNetwork(network.name);
    }
    const images = await engine.labelledImages(labels);
    for (const owner of new Set(images.map((image) => workspaceOfLabels(image.labels))))
      if (owner === undefined || !known.has(owner)) await removeImages(images, owner);
    await Promise.all([disks.retire(known), volumes.retire(known)]);
  }

  /** Removes the images that were built in a workspace; undefined: those of which the labels do not say where. */
  async function removeImages(images: readonly LabelledImage[], workspace: WorkspaceId | undefined): Promise<void> {
    for (const image of images.filter(({ labels }) => workspaceOfLabels(labels) === workspace))
      await engine.removeImage(image.id).catch((error: unknown) => {
        if (!isRefusal(error, "missing") && !isRefusal(error, "conflict")) throw error;
      });
  }

  const stopFollowing = engine.events(installationLabels(installation), {
    changed,
    // The engine went away again: the next resync tells the truth.
    resync: () => void resync().catch(() => undefined),
  });

  return {
    open(key, onStage) {
      const machine = running(key);
      if (machine && !removing.has(keyText(key))) return machine.link().then(() => machine);
      return shareOpening(opening, keyText(key), (stage) => create(key, stage), onStage);
    },
    peek: running,
    running: () => [...live.values()].filter(({ state }) => state !== "lost"),
    state: (key) => live.get(keyText(key))?.state ?? "off",
    async pause(key) {
      const machine = mustRun(running(key));
      await engine.pauseContainer(machine.container);
      if (machine.become("paused")) tell(key, "paused");
    },
    async resume(key) {
      const machine = mustRun(running(key));
      await engine.resumeContainer(machine.container);
      if (machine.become("on")) tell(key, "on");
    },
    remove,
    watch: (listener) => subscribe(listeners, listener),
    watchMemory: (listener) => subscribe(memoryListeners, listener),
    async prepareNetwork(workspace, subnet, network) {
      await networks.ensure(workspace, subnet, network);
    },
    dropNetwork: networks.drop,
    async stats(key) {
      const machine = running(key);
      return machine && engine.stats(machine.container).catch(ifMissing);
    },
    reconcile,
    async removeWorkspace(workspace) {
      const keys = [...live.values()].map((machine) => machine.key).filter((key) => key.workspace === workspace);
      await Promise.all(keys.map(remove));
      const rest = await engine.containers(installationLabels(installation));
      await containers.removeAll(rest.filter((container) => workspaceOfLabels(container.labels) === workspace));
      await networks.remove(workspace);
      await removeImages(await engine.labelledImages(installationLabels(installation)), workspace);
    },
    async settled() {
      await Promise.allSettled([...opening.values()].map((entry) => entry.machine));
    },
    close() {
      stopFollowing();
      for (const machine of live.values()) machine.detach();
      listeners.clear();
      memoryListeners.clear();
    },
  };
}

function subscribe<T>(set: Set<T>, listener: T): () => void {
  set.add(listener);
  return () => void set.delete(listener);
}

function mustRun(machine: LiveMachine | undefined): LiveMachine {
  if (!machine) throw new UserError("refused", "This machine does not run. Start it first.");
  return machine;
}

/** For a step whose failure the next step deals with. */
async function quietly(step: Promise<void>): Promise<void> {
  await step.catch(() => undefined);
}

function ifMissing(error: unknown): undefined {
  if (isRefusal(error, "missing") || isRefusal(error, "conflict")) return undefined;
  throw error;
}
