import type { Volumes } from "#server/disks/volumes";
import type { Engine, HostName, Mount, Scratch } from "#server/engine/engine";
import type { Pins } from "#server/images/pins";
import type { AppFolders } from "#server/instances/app-folder";
import type { AsideSpecs } from "#server/machines/asides";
import type { MachineNetwork, MachineSpec, SpecOf } from "#server/machines/machine-spec";
import {
  instanceAddress,
  serviceOf,
  subnetOf,
  toolchainAddress,
  toolchainImage,
  type Workspace,
} from "#server/workspaces/workspace";
import type { Workspaces } from "#server/workspaces/workspaces";
import { type Attachment, defaultNetwork, type ExtraHost, type Service } from "#shared/experiment/experiment";
import { UserError } from "#shared/failures";
import { InstanceName } from "#shared/ids";

/** javac, a language server beside it and a terminal: 1.5 GB; Gradle-sized builds are a later matter. */
const TOOLCHAIN_MEMORY_BYTES = 1536 * 1024 * 1024;
/** A build may use two cores; the rest of the class has to build too. */
const TOOLCHAIN_CPUS = 2;
const TOOLCHAIN_PIDS = 512;

interface SpecOfParts {
  readonly workspaces: Workspaces;
  readonly folders: AppFolders;
  readonly volumes: Pick<Volumes, "ensure">;
  readonly asides: Pick<AsideSpecs, "of">;
  readonly pins: Pick<Pins, "imageFor">;
  readonly engine: Pick<Engine, "imageId">;
}

/** Describes machines as their experiments and workspaces say; an instance's volumes are mounted then. */
export function createSpecOf({ workspaces, folders, volumes, asides, pins, engine }: SpecOfParts): SpecOf {
  return async (key) => {
    const workspace = await workspaces.ready(key.workspace);
    if (key.role === "aside") return asides.of(key);
    if (key.role === "toolchain") {
      const image = await pins.imageFor(workspace.versionId, toolchainImage(workspace));
      return toolchainSpec(workspace, image, await workspaces.files(key.workspace));
    }
    const service = serviceOf(workspace, key.name);
    const [image, app, mounts] = await Promise.all([
      imageOf(workspace, service),
      folders.ensure(key.workspace, key.name),
      volumeMounts(workspace, service, volumes),
    ]);
    // An image of the student's own has its program in it, where nothing may hide it.
    const deployed = service.build === null ? [{ source: app, target: "/app", writable: false }] : [];
    return instanceSpec(workspace, key.name, image, [...deployed, ...mounts]);
  };

  async function imageOf({ versionId }: Workspace, { name, image, build }: Service): Promise<string> {
    if (build === null) return pins.imageFor(versionId, image);
    if ((await engine.imageId(image)) !== undefined) return image;
    throw new UserError(
      "unavailable",
      `The image of ${name} is not on this machine any more. Press Up, which builds it again.`,
    );
  }
}

async function volumeMounts(
  workspace: Workspace,
  service: Service,
  volumes: Pick<Volumes, "ensure">,
): Promise<Mount[]> {
  const plans = new Map(workspace.experiment.volumes.map((plan) => [plan.name, plan.bytes]));
  return Promise.all(
    service.volumes.map(async ({ volume, path, readOnly }) => ({
      source: await volumes.ensure(workspace.id, volume, plans.get(volume) ?? 0),
      target: path,
      writable: !readOnly,
    })),
  );
}

function toolchainSpec(workspace: Workspace, image: string, files: string): MachineSpec {
  return {
    image,
    hostname: "toolchain",
    networks: [
      {
        network: defaultNetwork,
        subnet: subnetOf(workspace, defaultNetwork),
        address: toolchainAddress(workspace),
        aliases: [],
      },
    ],
    hosts: [],
    memoryBytes: TOOLCHAIN_MEMORY_BYTES,
    cpus: TOOLCHAIN_CPUS,
    pids: TOOLCHAIN_PIDS,
    mounts: [{ source: files, target: "/workspace", writable: true }],
    scratch: [],
    env: {},
    cwd: "/workspace",
  };
}

function instanceSpec(workspace: Workspace, name: InstanceName, image: string, mounts: readonly Mount[]): MachineSpec {
  const service = serviceOf(workspace, name);
  const [first, ...further] = service.networks.map((attachment) => placeOn(workspace, service, attachment));
  if (first === undefined) throw new Error(`${name} is on no network`);
  const scratch: Scratch[] = service.tmpfs.map(({ path, bytes }) => ({
    path,
    bytes,
    executable: true,
    owner: "student",
  }));
  return {
    image,
    hostname: service.hostname,
    networks: [first, ...further],
    hosts: service.extraHosts.map((host) => hostOf(workspace, service, host)),
    memoryBytes: service.limits.memoryBytes,
    cpus: service.limits.cpus,
    pids: service.limits.pids,
    mounts,
    scratch,
    env: { ...service.environment },
    cwd: service.workingDir,
  };
}

/** An instance answers to its own name, to its service's and to what its experiment calls it there. */
function placeOn(workspace: Workspace, service: Service, { network, aliases }: Attachment): MachineNetwork {
  return {
    network,
    subnet: subnetOf(workspace, network),
    address: instanceAddress(workspace, InstanceName.parse(service.name), network),
    aliases: [...new Set([service.name, service.family, ...aliases])],
  };
}

/** The other instance's address on the first network that both are on. */
function hostOf(workspace: Workspace, service: Service, { name, instance }: ExtraHost): HostName {
  const other = serviceOf(workspace, InstanceName.parse(instance));
  const shared = service.networks.find(({ network }) => other.networks.some((theirs) => theirs.network === network));
  return { name, address: instanceAddress(workspace, InstanceName.parse(instance), shared?.network) };
}
