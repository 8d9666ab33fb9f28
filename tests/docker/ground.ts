import { randomBytes, randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDisks, type Disks } from "#server/disks/disks";
import { createVolumes, type Volumes } from "#server/disks/volumes";
import { createDockerEngine } from "#server/engine/docker/docker-engine";
import type { Engine } from "#server/engine/engine";
import { addressOf, nextSubnet } from "#server/engine/subnet";
import { createKeeperProgram } from "#server/machines/keeper-program";
import type { MachineKey } from "#server/machines/machine";
import { installationLabels } from "#server/machines/machine-labels";
import type { MachineNetwork, MachineSpec, SpecOf } from "#server/machines/machine-spec";
import { createMachines, type MachineRoom } from "#server/machines/machines";
import { InstanceName, WorkspaceId } from "#shared/ids";

const mebibyte = 1024 * 1024;
/** 128 subnets of a ground's own, beside the product's pool, so that neither an installation nor another test run meets them. */
function choosePool(): string {
  return `10.${randomInt(214, 250)}.${randomInt(32) * 8}.0/21`;
}

/** A machine that is on a network. */
export interface PlacedSpec extends MachineSpec {
  readonly networks: readonly [MachineNetwork, ...MachineNetwork[]];
}

/** A test's own installation: its labels, its data directory, its networks; `end` removes all of it, also after a failure. */
export interface Ground {
  readonly engine: Engine;
  readonly installation: string;
  readonly data: string;
  readonly disks: Disks;
  readonly volumes: Volumes;
  readonly keeperProgram: () => Promise<string>;
  /** What was said about containers that had to go. */
  readonly notices: string[];
  /** Another server over the same containers; closed at the end. */
  machines(specOf?: SpecOf): MachineRoom;
  workspace(name: string): WorkspaceId;
  instance(workspace: WorkspaceId, name: string): MachineKey;
  /** The specification of a machine as the product would write one; the same workspace gets the same subnet. */
  spec(key: MachineKey, changes?: Partial<PlacedSpec>): Promise<PlacedSpec>;
  end(): Promise<void>;
}

/** Opens a ground of its own for one test file. */
export async function openGround(): Promise<Ground> {
  const installation = `test-${randomBytes(4).toString("hex")}`;
  const labels = installationLabels(installation);
  const pool = choosePool();
  const engine = createDockerEngine({ labels });
  const data = await mkdtemp(path.join(tmpdir(), "varlab-docker-"));
  const disks = createDisks({ data, bytes: 32 * mebibyte });
  const volumes = createVolumes({ data });
  const keeperProgram = createKeeperProgram({ engine, data });
  const rooms: MachineRoom[] = [];
  const notices: string[] = [];
  const subnets = new Map<WorkspaceId, Promise<string>>();
  const addresses = new Map<WorkspaceId, string[]>();

  async function chooseSubnet(earlier: readonly Promise<string>[]): Promise<string> {
    const present = (await engine.networks({}))
      .map((network) => network.subnet)
      .filter((subnet) => subnet.includes("."));
    const subnet = nextSubnet([...present, ...(await Promise.all(earlier))], pool);
    if (subnet === undefined) throw new Error(`no subnet is free in ${pool}`);
    return subnet;
  }

  function subnetOf(workspace: WorkspaceId): Promise<string> {
    const subnet = subnets.get(workspace) ?? chooseSubnet([...subnets.values()]);
    subnets.set(workspace, subnet);
    return subnet;
  }

  function placeOf(key: MachineKey): number {
    const names = addresses.get(key.workspace) ?? [];
    addresses.set(key.workspace, names);
    const name = key.role === "instance" ? key.name : ".";
    if (!names.includes(name)) names.push(name);
    return names.indexOf(name);
  }

  async function spec(key: MachineKey, changes: Partial<PlacedSpec> = {}): Promise<PlacedSpec> {
    const subnet = await subnetOf(key.workspace);
    return {
      image: "varlab/python-run",
      hostname: key.role === "instance" ? key.name : key.role,
      networks: [{ network: "default", subnet, address: addressOf(subnet, placeOf(key)), aliases: [] }],
      hosts: [],
      memoryBytes: 128 * mebibyte,
      cpus: 1,
      pids: 128,
      mounts: [],
      scratch: [],
      env: {},
      cwd: "/",
      ...changes,
    };
  }

  async function end(): Promise<void> {
    for (const room of rooms) room.close();
    for (const container of await engine.containers(labels)) await engine.removeContainer(container.id);
    for (const network of await engine.networks(labels)) await engine.removeNetwork(network.name);
    for (const id of await disks.mounted()) await disks.remove(id);
    await volumes.retire(new Set());
    await rm(data, { recursive: true, force: true });
  }

  return {
    ...{ engine, installation, data, disks, volumes, keeperProgram, notices, spec, end },
    machines(specOf = spec) {
      const notice = (sentence: string) => void notices.push(sentence);
      const room = createMachines({ engine, installation, specOf, disks, volumes, keeperProgram, notice });
      rooms.push(room);
      return room;
    },
    workspace: (name) => WorkspaceId.parse(name),
    instance: (workspace, name) => ({ workspace, role: "instance", name: InstanceName.parse(name) }),
  };
}
