import type { Mount, Scratch } from "#server/engine/engine";
import type { AppFolders } from "#server/instances/app-folder";
import type { MachineSpec, SpecOf } from "#server/machines/machine-spec";
import {
  instanceAddress,
  serviceOf,
  toolchainAddress,
  toolchainImage,
  type Workspace,
} from "#server/workspaces/workspace";
import type { Workspaces } from "#server/workspaces/workspaces";
import type { InstanceName } from "#shared/ids";

/** javac, a language server beside it and a terminal: 1.5 GB; Gradle-sized builds are a later matter. */
const TOOLCHAIN_MEMORY_BYTES = 1536 * 1024 * 1024;
/** A build may use two cores; the rest of the class has to build too. */
const TOOLCHAIN_CPUS = 2;
const TOOLCHAIN_PIDS = 512;

/** Describes machines as their experiments and workspaces say. */
export function createSpecOf(workspaces: Workspaces, folders: AppFolders): SpecOf {
  return async (key) => {
    const workspace = await workspaces.ready(key.workspace);
    if (key.role === "toolchain") return toolchainSpec(workspace, await workspaces.files(key.workspace));
    return instanceSpec(workspace, key.name, await folders.ensure(key.workspace, key.name));
  };
}

function toolchainSpec(workspace: Workspace, files: string): MachineSpec {
  return {
    image: toolchainImage(workspace),
    hostname: "toolchain",
    aliases: [],
    address: toolchainAddress(workspace),
    subnet: workspace.subnet,
    memoryBytes: TOOLCHAIN_MEMORY_BYTES,
    cpus: TOOLCHAIN_CPUS,
    pids: TOOLCHAIN_PIDS,
    mounts: [{ source: files, target: "/workspace", writable: true }],
    scratch: [],
    env: {},
    cwd: "/workspace",
  };
}

function instanceSpec(workspace: Workspace, name: InstanceName, app: string): MachineSpec {
  const service = serviceOf(workspace, name);
  const mounts: Mount[] = [{ source: app, target: "/app", writable: false }];
  const scratch: Scratch[] = service.tmpfs.map(({ path, bytes }) => ({
    path,
    bytes,
    executable: true,
    owner: "student",
  }));
  return {
    image: service.image,
    hostname: service.hostname,
    aliases: service.name === service.hostname ? [] : [service.name],
    address: instanceAddress(workspace, name),
    subnet: workspace.subnet,
    memoryBytes: service.limits.memoryBytes,
    cpus: service.limits.cpus,
    pids: service.limits.pids,
    mounts,
    scratch,
    env: { ...service.environment },
    cwd: service.workingDir,
  };
}
