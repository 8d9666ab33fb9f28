import { afterAll, beforeAll, expect, test } from "vitest";
import { createDockerClient } from "#server/engine/docker/docker-client";
import { defaultDockerSocket } from "#server/engine/docker/docker-engine";
import { deviationsOf, ProfiledContainer } from "#server/engine/docker/profile/deviations";
import { installationLabels } from "#server/machines/machine-labels";
import { type Ground, openGround } from "./ground";

const client = createDockerClient({ socketPath: defaultDockerSocket });
type Profiled = ReturnType<typeof ProfiledContainer.parse>;
let ground: Ground;
let inspected: Profiled;
beforeAll(async () => {
  ground = await openGround();
  const machine = await ground.machines().open(ground.instance(ground.workspace("inspect"), "anton"));
  inspected = await inspect(machine.container);
});
afterAll(() => ground.end());

function inspect(container: string): Promise<Profiled> {
  return client.call({ method: "GET", path: `/containers/${container}/json` }, ProfiledContainer);
}

/** The same container with some of the host's side changed. */
function flipped(changes: Record<string, unknown>): Profiled {
  return { ...inspected, HostConfig: { ...inspected.HostConfig, ...changes } };
}

test("every kind of container that is created has exactly the default profile", async () => {
  const workspace = ground.workspace("kinds");
  const { files } = await ground.disks.ensure(workspace);
  const machines = ground.machines((key) =>
    ground.spec(key, {
      image: key.role === "toolchain" ? "varlab/java" : "varlab/broker",
      mounts:
        key.role === "toolchain"
          ? [{ source: files, target: "/workspace", writable: true }]
          : [{ source: ground.data, target: "/app", writable: false }],
      scratch: [{ path: "/var/tmp", bytes: 1024 * 1024, executable: false, owner: "student" }],
    }),
  );
  await Promise.all([
    machines.open({ workspace, role: "toolchain" }),
    machines.open(ground.instance(workspace, "broker")),
  ]);
  const containers = await ground.engine.containers(installationLabels(ground.installation));
  expect(containers.length).toBe(3);
  for (const container of containers) expect(await ground.engine.deviations(container.id)).toEqual([]);
});

test("an experiment that asks for too much gets what the clamps allow", async () => {
  const machines = ground.machines((key) => ground.spec(key, { memoryBytes: 1e15, cpus: 1000, pids: 1e9 }));
  const { container } = await machines.open(ground.instance(ground.workspace("greedy"), "anton"));
  expect(await ground.engine.deviations(container)).toEqual([]);
});

test.each([
  ["Privileged", true],
  ["CapAdd", ["NET_RAW"]],
  ["CapDrop", null],
  ["CapDrop", ["NET_RAW"]],
  ["SecurityOpt", ["no-new-privileges", "seccomp=unconfined"]],
  ["SecurityOpt", ["no-new-privileges"]],
  ["ReadonlyRootfs", false],
  ["Init", true],
  ["PidMode", "host"],
  ["IpcMode", "host"],
  ["IpcMode", "shareable"],
  ["UTSMode", "host"],
  ["UsernsMode", "host"],
  ["CgroupnsMode", "host"],
  ["CgroupParent", "/elsewhere"],
  ["NetworkMode", "host"],
  ["NetworkMode", "bridge"],
  ["NetworkMode", "container:abc"],
  ["Devices", [{ PathOnHost: "/dev/kvm", PathInContainer: "/dev/kvm", CgroupPermissions: "rwm" }]],
  ["DeviceRequests", [{ Driver: "", Count: -1 }]],
  ["DeviceCgroupRules", ["a *:* rwm"]],
  ["Sysctls", { "net.ipv6.conf.all.disable_ipv6": "0" }],
  ["ExtraHosts", ["host.docker.internal:host-gateway"]],
  ["ExtraHosts", ["elsewhere:169.254.169.254"]],
  ["ExtraHosts", ["everywhere:::1"]],
  ["Links", ["/other:other"]],
  ["VolumesFrom", ["other"]],
  ["Binds", ["/etc:/etc"]],
  ["GroupAdd", ["0"]],
  ["PortBindings", { "80/tcp": [{ HostIp: "", HostPort: "8080" }] }],
  ["PublishAllPorts", true],
  ["Memory", 0],
  ["MemorySwap", -1],
  ["MemorySwappiness", 100],
  ["OomKillDisable", true],
  ["OomScoreAdj", -1000],
  ["NanoCpus", 0],
  ["PidsLimit", 0],
  ["PidsLimit", null],
  ["ShmSize", 1e12],
  ["Ulimits", []],
  ["LogConfig", { Type: "gelf", Config: { "gelf-address": "udp://127.0.0.1:12201" } }],
  ["LogConfig", { Type: "json-file", Config: {} }],
  ["RestartPolicy", { Name: "always", MaximumRetryCount: 0 }],
  ["Runtime", "other"],
  ["Dns", []],
  ["MaskedPaths", []],
  ["ReadonlyPaths", null],
  ["Tmpfs", { "/tmp": "" }],
  ["Tmpfs", { "/tmp": "rw,exec,suid,dev,size=1048576,nr_inodes=64,mode=1777" }],
  [
    "Mounts",
    [
      {
        Type: "volume",
        Source: "v",
        Target: "/data",
        VolumeOptions: { DriverConfig: { Options: { device: "/etc", o: "bind" } } },
      },
    ],
  ],
  ["Mounts", [{ Type: "bind", Source: "/etc", Target: "/etc", BindOptions: { Propagation: "rprivate" } }]],
  ["Mounts", [{ Type: "bind", Source: "/etc", Target: "/var/lib/data", BindOptions: { Propagation: "rprivate" } }]],
  [
    "Mounts",
    [
      {
        Type: "bind",
        Source: "/lab/volumes/w/mounts/v/content",
        Target: "/usr/lib",
        BindOptions: { Propagation: "rprivate" },
      },
    ],
  ],
  ["SomethingNew", { Enabled: true }],
])("a container with another %s is noticed (%j)", (name, value) => {
  expect(deviationsOf(inspected)).toEqual([]);
  expect(deviationsOf(flipped({ [name]: value }))).not.toEqual([]);
});

test("a container with another user, first process, mount, network or published port is noticed", () => {
  const changes: Partial<Profiled>[] = [
    { Config: { ...inspected.Config, User: "0" } },
    { Config: { ...inspected.Config, Entrypoint: ["bash"] } },
    { Config: { ...inspected.Config, Cmd: ["more"] } },
    { Config: { ...inspected.Config, Tty: true } },
    { Mounts: [...inspected.Mounts, { Type: "volume", Destination: "/data", RW: true, Propagation: "" }] },
    { Mounts: inspected.Mounts.map((mount) => ({ ...mount, RW: true })) },
    { Mounts: inspected.Mounts.map((mount) => ({ ...mount, Propagation: "rshared" })) },
    {
      NetworkSettings: {
        ...inspected.NetworkSettings,
        Networks: { ...inspected.NetworkSettings.Networks, bridge: {} },
      },
    },
    { NetworkSettings: { ...inspected.NetworkSettings, Ports: { "80/tcp": [{ HostPort: "8080" }] } } },
  ];
  for (const change of changes) expect(deviationsOf({ ...inspected, ...change })).not.toEqual([]);
});

test("a container on several networks, with a volume and an extra host is one of ours, and no other", async () => {
  const workspace = ground.workspace("wide");
  const content = await ground.volumes.ensure(workspace, "data", 16 * 1024 * 1024);
  const key = ground.instance(workspace, "anton");
  const [first] = (await ground.spec(key)).networks;
  const [{ subnet, address }] = (await ground.spec(ground.instance(ground.workspace("wide-back"), "anton"))).networks;
  const machines = ground.machines((one) =>
    ground.spec(one, {
      networks: [first, { network: "back", subnet, address, aliases: ["db"] }],
      hosts: [{ name: "store", address }],
      mounts: [{ source: content, target: "/var/lib/data", writable: true }],
    }),
  );
  const wide = await inspect((await machines.open(key)).container);
  expect(deviationsOf(wide)).toEqual([]);
  const networks = wide.NetworkSettings.Networks ?? {};
  expect(Object.keys(networks)).toHaveLength(2);
  const foreign = { ...wide.NetworkSettings, Networks: { ...networks, "varlab-other-w": {} } };
  expect(deviationsOf({ ...wide, NetworkSettings: foreign }).join()).toContain("foreign network");
  const elsewhere = { ...wide, HostConfig: { ...wide.HostConfig, ExtraHosts: ["store:10.1.2.3"] } };
  expect(deviationsOf(elsewhere).join()).toContain("ExtraHosts");
  await machines.remove(key);
});

test("a running container that deviates is removed instead of adopted", async () => {
  const own = await openGround();
  try {
    const workspace = own.workspace("changed");
    const machines = own.machines();
    const { container } = await machines.open(own.instance(workspace, "anton"));
    machines.close();
    await client.send({ method: "POST", path: `/containers/${container}/update`, body: { PidsLimit: 100_000 } });
    await own.machines().reconcile(new Set([workspace]));
    expect(await own.engine.container(container)).toBeUndefined();
    expect(own.notices.join()).toContain("PidsLimit");
  } finally {
    await own.end();
  }
});
