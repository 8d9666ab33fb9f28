import {
  clamp,
  clamps,
  imageVolumeBytes,
  largestFileBytes,
  logOptions,
  openFiles,
  scratchDefaults,
  sharedMemoryBytes,
} from "#server/engine/docker/profile/limits";
import { seccompProfile } from "#server/engine/docker/profile/seccomp";
import type { Attachment, ContainerSpec, Scratch } from "#server/engine/engine";

/** The student's uid and gid in every image of ours. */
export const studentUser = "10001:10001";

/** Where the keeper's program lies in a container, and how it becomes the first process. */
export const keeperTarget = "/varlab/keeper";
export const entrypoint = [keeperTarget, "serve"] as const;

/** The engine's name for a container that is on no network. */
export const noNetwork = "none";

/** What the driver found out about image and machine before it writes the body. */
export interface Resolved {
  readonly imageId: string;
  /** Paths that the image declares as VOLUME. */
  readonly imageVolumes: readonly string[];
  /** Processors of the machine; the engine refuses a limit above. */
  readonly machineCpus: number;
}

/** The whole body of a container's creation: the one place where a container's rights are decided. */
export function containerBody(spec: ContainerSpec, resolved: Resolved) {
  const memory = Math.round(clamp(spec.memoryBytes, clamps.memoryBytes));
  return {
    Image: resolved.imageId,
    Entrypoint: [...entrypoint],
    Cmd: [],
    Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
    WorkingDir: spec.cwd,
    User: studentUser,
    Hostname: spec.hostname,
    Labels: { ...spec.labels },
    Tty: false,
    OpenStdin: false,
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    // The server asks about health itself, through the keeper: the engine never ends a probe that hangs.
    Healthcheck: { Test: ["NONE"] },
    StopSignal: "SIGTERM",
    HostConfig: {
      ...walls,
      NetworkMode: spec.network?.name ?? noNetwork,
      ...(spec.hosts.length === 0 ? {} : { ExtraHosts: spec.hosts.map(({ name, address }) => `${name}:${address}`) }),
      Memory: memory,
      MemorySwap: memory,
      NanoCpus: Math.round(clamp(Math.min(spec.cpus, resolved.machineCpus), clamps.cpus) * 1e9),
      PidsLimit: Math.round(clamp(spec.pids, clamps.pids)),
      Mounts: mountsOf(spec, resolved),
      Tmpfs: tmpfsOf(spec.scratch),
    },
    NetworkingConfig: spec.network === undefined ? {} : { EndpointsConfig: endpointOf(spec.network) },
  };
}

function endpointOf({ name, address, aliases }: Attachment) {
  return { [name]: { IPAMConfig: { IPv4Address: address }, Aliases: [...aliases] } };
}

/** Settings that are the same for every container. */
const walls = {
  CapDrop: ["ALL"],
  SecurityOpt: ["no-new-privileges", `seccomp=${seccompProfile}`],
  ReadonlyRootfs: true,
  Privileged: false,
  PublishAllPorts: false,
  // The keeper is the first process and reaps; a second init would only hide its exit.
  Init: false,
  IpcMode: "private",
  CgroupnsMode: "private",
  ShmSize: sharedMemoryBytes,
  OomKillDisable: false,
  Ulimits: [
    { Name: "nofile", Soft: openFiles, Hard: openFiles },
    { Name: "core", Soft: 0, Hard: 0 },
    { Name: "fsize", Soft: largestFileBytes, Hard: largestFileBytes },
  ],
  LogConfig: { Type: "json-file", Config: { ...logOptions } },
  RestartPolicy: { Name: "no", MaximumRetryCount: 0 },
  // The engine's resolver asks the host's name servers for names it does not know, on 20.10 even from the host's own network. With this
  // address it asks the container itself, where nothing listens: unknown names fail at once and no name leaves.
  Dns: ["127.0.0.1"],
  DnsOptions: ["timeout:1", "attempts:1"],
  DnsSearch: ["."],
};

function mountsOf(spec: ContainerSpec, resolved: Resolved) {
  const binds = [{ source: spec.keeper, target: keeperTarget, writable: false }, ...spec.mounts].map((mount) => ({
    Type: "bind",
    Source: mount.source,
    Target: mount.target,
    ReadOnly: !mount.writable,
    BindOptions: { Propagation: "rprivate" },
  }));
  const taken = new Set([...spec.mounts.map((mount) => mount.target), ...Object.keys(tmpfsOf(spec.scratch))]);
  const covers = resolved.imageVolumes
    .filter((path) => !taken.has(path))
    .map((path) => ({ Type: "tmpfs", Target: path, TmpfsOptions: { SizeBytes: imageVolumeBytes, Mode: 0o1777 } }));
  return [...binds, ...covers];
}

const standardScratch: readonly Scratch[] = [
  { path: "/tmp", bytes: scratchDefaults.tmpBytes, executable: true, owner: "everybody" },
  { path: "/run", bytes: scratchDefaults.runBytes, executable: false, owner: "student" },
  // The engine's own has no limit on files.
  { path: "/dev/shm", bytes: sharedMemoryBytes, executable: false, owner: "everybody" },
  { path: "/home/student", bytes: scratchDefaults.homeBytes, executable: true, owner: "student" },
];

function tmpfsOf(extra: readonly Scratch[]): Record<string, string> {
  return Object.fromEntries([...standardScratch, ...extra].map((scratch) => [scratch.path, tmpfsOptions(scratch)]));
}

function tmpfsOptions(scratch: Scratch): string {
  const inodes = Math.max(64, Math.floor(scratch.bytes / scratchDefaults.bytesPerInode));
  const owner = scratch.owner === "student" ? "mode=0700,uid=10001,gid=10001" : "mode=1777";
  return `rw,${scratch.executable ? "exec" : "noexec"},nosuid,nodev,size=${scratch.bytes},nr_inodes=${inodes},${owner}`;
}
