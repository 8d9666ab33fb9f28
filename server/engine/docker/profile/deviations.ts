import { z } from "zod";
import { entrypoint, keeperTarget, noNetwork, studentUser } from "#server/engine/docker/profile/container-body";
import {
  clamps,
  largestFileBytes,
  logOptions,
  openFiles,
  sharedMemoryBytes,
} from "#server/engine/docker/profile/limits";
import { seccompProfile } from "#server/engine/docker/profile/seccomp";
import { contains, subnetPrefix } from "#server/engine/subnet";
import { placeComplaint } from "#shared/dockerfile/image-place";

const Endpoint = z.object({
  IPAddress: z.string().nullish(),
  IPAMConfig: z.object({ IPv4Address: z.string().nullish() }).nullish(),
});

/** Docker's inspection of a container, as far as its rights are concerned. */
export const ProfiledContainer = z.object({
  Image: z.string(),
  HostConfig: z.record(z.string(), z.unknown()),
  Config: z.object({
    User: z.string(),
    Entrypoint: z.array(z.string()).nullish(),
    Cmd: z.array(z.string()).nullish(),
    Tty: z.boolean(),
  }),
  Mounts: z.array(
    z.object({
      Type: z.string(),
      Source: z.string().nullish(),
      Destination: z.string(),
      RW: z.boolean(),
      Propagation: z.string().nullish(),
    }),
  ),
  NetworkSettings: z.object({
    Networks: z.record(z.string(), Endpoint).nullish(),
    Ports: z.record(z.string(), z.unknown()).nullish(),
  }),
});
type Profiled = z.output<typeof ProfiledContainer>;
type Check = (value: unknown, container: Profiled) => boolean;

/** The directory of a workspace's named volume, which has a limited disk of its own. */
const volumeSource = /\/volumes\/[A-Za-z0-9_-]+\/mounts\/[a-z0-9][a-z0-9_.-]*\/content$/;

/** Where the files of an image that is being built lie: on the workspace's own limited disk. */
const buildSource = /\/workspaces\/[A-Za-z0-9_-]+\/images\/[A-Za-z0-9_-]+(\/|$)/;

/** Whether a bind may be writable: the student's files, and named volumes and files of an image that is built where nothing of the image or the server lies. */
function mayBeWritten(target: string, source: string): boolean {
  if (target === "/workspace") return true;
  if (buildSource.test(source)) return placeComplaint(target) === null;
  return volumeSource.test(source) && /^\/(data|srv|mnt|opt|var\/(lib|cache|log))(\/|$)/.test(target);
}

/**
 * What each setting of the host's side must be. A setting that is not in this table must be empty: an option that a newer engine
 * brings, or that somebody adds to the body, is a deviation until it is allowed here.
 */
const hostConfigChecks: Readonly<Record<string, Check>> = {
  CapDrop: (value) => same(value, ["ALL"]),
  SecurityOpt: (value) => Array.isArray(value) && value.length === 2 && hasProfile(value),
  ReadonlyRootfs: (value) => value === true,
  Init: (value) => value === false,
  IpcMode: (value) => value === "private",
  CgroupnsMode: (value) => value === "private",
  NetworkMode: (value) => value === noNetwork || (typeof value === "string" && value.startsWith("varlab-")),
  Memory: (value) => within(value, clamps.memoryBytes),
  MemorySwap: (value, container) => value === container.HostConfig.Memory,
  NanoCpus: (value) => typeof value === "number" && within(value / 1e9, clamps.cpus),
  PidsLimit: (value) => within(value, clamps.pids),
  ShmSize: (value) => value === sharedMemoryBytes,
  Ulimits: isUlimits,
  LogConfig: (value) => same(value, { Type: "json-file", Config: logOptions }),
  RestartPolicy: (value) => same(value, { Name: "no", MaximumRetryCount: 0 }),
  Dns: (value) => same(value, ["127.0.0.1"]),
  DnsOptions: (value) => same(value, ["timeout:1", "attempts:1"]),
  ExtraHosts: (value, container) => isNothing(value) || (Array.isArray(value) && value.every(isOwnHost(container))),
  DnsSearch: (value) => same(value, ["."]),
  Mounts: (value) => Array.isArray(value) && value.every(isMount),
  Tmpfs: (value) => Tmpfs.safeParse(value).success,
  // The engine's own defaults, which unmask and unprotect when they are emptied.
  MaskedPaths: (value) => includesAll(value, ["/proc/kcore", "/proc/keys", "/proc/timer_list", "/sys/firmware"]),
  ReadonlyPaths: (value) =>
    includesAll(value, ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]),
  Runtime: (value) => value === "runc",
  Isolation: (value) => value === "" || value === "default",
};

const Tmpfs = z.record(
  z.string(),
  z.string().regex(/^rw,(no)?exec,nosuid,nodev,size=\d+,nr_inodes=\d+,mode=(0700,uid=10001,gid=10001|1777)$/),
);

/** One sentence for each way in which a container differs from the default profile. */
export function deviationsOf(container: Profiled): string[] {
  const found: string[] = [];
  for (const [name, check] of Object.entries(hostConfigChecks)) {
    if (!check(container.HostConfig[name], container)) found.push(`${name} is ${shown(container.HostConfig[name])}`);
  }
  for (const [name, value] of Object.entries(container.HostConfig)) {
    if (!(name in hostConfigChecks) && !isNothing(value))
      found.push(`${name} is set to ${shown(value)}, which no container of ours has`);
  }
  if (container.Config.User !== studentUser) found.push(`it runs as "${container.Config.User}"`);
  if (!same(container.Config.Entrypoint, entrypoint) || (container.Config.Cmd ?? []).length > 0)
    found.push("its first process is not the keeper");
  if (container.Config.Tty) found.push("its first process has a terminal");
  for (const mount of container.Mounts) found.push(...mountDeviations(mount));
  found.push(...networkDeviations(container));
  const published = Object.entries(container.NetworkSettings.Ports ?? {}).filter(
    ([, bindings]) => !isNothing(bindings),
  );
  if (published.length > 0) found.push(`it publishes ${published.map(([port]) => port).join(", ")}`);
  return found;
}

/** A workspace's networks have one name, followed by `.net.` and the experiment's name for all but the first. */
function networkDeviations({ HostConfig, NetworkSettings }: Profiled): string[] {
  const names = Object.keys(NetworkSettings.Networks ?? {});
  const mode = typeof HostConfig.NetworkMode === "string" ? HostConfig.NetworkMode : "";
  const base = mode.split(".net.")[0] ?? "";
  if (!names.includes(mode)) return [`it is on ${names.length} networks, but not on its own`];
  return names
    .filter((name) => name !== base && !name.startsWith(`${base}.net.`))
    .map((name) => `it is on the foreign network ${name}`);
}

/** Whether an extra host stands for an address on one of the container's own networks. */
function isOwnHost({ NetworkSettings }: Profiled): (entry: unknown) => boolean {
  const own = Object.values(NetworkSettings.Networks ?? {})
    .map((endpoint) => endpoint.IPAddress || endpoint.IPAMConfig?.IPv4Address || "")
    .filter((address) => address !== "");
  return (entry) => {
    const address = typeof entry === "string" ? /^[a-z0-9.-]+:(\d+\.\d+\.\d+\.\d+)$/.exec(entry)?.[1] : undefined;
    return address !== undefined && own.some((mine) => contains(`${mine}/${subnetPrefix}`, address));
  };
}

function mountDeviations(mount: Profiled["Mounts"][number]): string[] {
  if (mount.Type === "tmpfs") return [];
  if (mount.Type !== "bind") return [`${mount.Destination} is a ${mount.Type}, which nothing limits`];
  if (mount.RW && !mayBeWritten(mount.Destination, mount.Source ?? ""))
    return [`${mount.Destination} is a writable bind`];
  if (mount.Destination === keeperTarget && mount.RW) return ["the keeper's program is writable"];
  return mount.Propagation === "rprivate" || mount.Propagation === "" ? [] : [`${mount.Destination} propagates mounts`];
}

const Mount = z.union([
  z.object({
    Type: z.literal("bind"),
    Source: z.string().startsWith("/"),
    Target: z.string(),
    ReadOnly: z.literal(true),
    BindOptions: z.object({ Propagation: z.literal("rprivate") }),
  }),
  z
    .object({
      Type: z.literal("bind"),
      Source: z.string().startsWith("/"),
      Target: z.string(),
      BindOptions: z.object({ Propagation: z.literal("rprivate") }),
    })
    .refine(({ Target, Source }) => mayBeWritten(Target, Source)),
  z.object({
    Type: z.literal("tmpfs"),
    Target: z.string(),
    TmpfsOptions: z.object({ SizeBytes: z.number().positive(), Mode: z.literal(0o1777) }),
  }),
]);

function isMount(value: unknown): boolean {
  return Mount.safeParse(value).success;
}

function hasProfile(options: readonly unknown[]): boolean {
  return options.includes("no-new-privileges") && options.includes(`seccomp=${seccompProfile}`);
}

function isUlimits(value: unknown): boolean {
  const limits = z.array(z.object({ Name: z.string(), Soft: z.number(), Hard: z.number() })).safeParse(value);
  if (!limits.success || limits.data.length !== 3) return false;
  const wanted: Readonly<Record<string, number>> = { nofile: openFiles, core: 0, fsize: largestFileBytes };
  return limits.data.every((limit) => limit.Soft === wanted[limit.Name] && limit.Hard === limit.Soft);
}

function within(value: unknown, range: { readonly least: number; readonly most: number }): boolean {
  return typeof value === "number" && value >= range.least && value <= range.most;
}

function includesAll(value: unknown, wanted: readonly string[]): boolean {
  return Array.isArray(value) && wanted.every((path) => value.includes(path));
}

/** Empty in any of the ways in which engines write "not set". */
function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0 || value === "") return true;
  if (Array.isArray(value)) return value.every(isNothing);
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Deep equality that does not depend on the order of keys. */
function same(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, at) => same(item, right[at]));
  const leftFields = z.record(z.string(), z.unknown()).safeParse(left);
  const rightFields = z.record(z.string(), z.unknown()).safeParse(right);
  if (!leftFields.success || !rightFields.success) return left === right;
  const keys = new Set([...Object.keys(leftFields.data), ...Object.keys(rightFields.data)]);
  return [...keys].every((key) => same(leftFields.data[key], rightFields.data[key]));
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "missing";
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
