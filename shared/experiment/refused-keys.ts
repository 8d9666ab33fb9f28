/** Why a key of the Compose Specification is refused, and what to write instead. */
export interface Refusal {
  readonly sentence: string;
  readonly instead: string;
}

const DELETE_THE_LINE = "Delete the line.";

function isolation(what: string): Refusal {
  return {
    sentence: `${what}, which would open the wall between the instance and the host.`,
    instead: DELETE_THE_LINE,
  };
}

function fixed(what: string): Refusal {
  return { sentence: `${what}; this is the same for every instance and set by the server.`, instead: DELETE_THE_LINE };
}

/** Keys of the whole file that Compose knows and experiments must not have. */
export const refusedTopKeys: Readonly<Record<string, Refusal>> = {
  version: {
    sentence: "`version` is obsolete in the Compose Specification and says nothing.",
    instead: DELETE_THE_LINE,
  },
  secrets: {
    sentence: "Secrets would be read from the server's files.",
    instead: "Write harmless test values into `environment`.",
  },
  configs: {
    sentence: "Configs would be read from the server's files.",
    instead: "Put the file into the starter and build it into the artifact.",
  },
  include: {
    sentence: "Other Compose files cannot be included: an experiment is one file.",
    instead: "Copy the services into this file.",
  },
  models: fixed("`models` asks for a model runner"),
};

/** Keys of a service that Compose knows and experiments must not have. */
export const refusedServiceKeys: Readonly<Record<string, Refusal>> = {
  privileged: isolation("`privileged` gives the container all rights of the host"),
  cap_add: isolation("`cap_add` adds kernel capabilities"),
  cap_drop: fixed("Every instance already runs without any capability"),
  devices: isolation("`devices` hands devices of the host to the container"),
  device_cgroup_rules: isolation("`device_cgroup_rules` opens devices of the host"),
  gpus: isolation("`gpus` hands devices of the host to the container"),
  network_mode: isolation("`network_mode` puts the container into another network, such as the host's"),
  pid: isolation("`pid` shows the processes of the host or of another container"),
  ipc: isolation("`ipc` shares memory with the host or another container"),
  uts: isolation("`uts` shares the host's name"),
  cgroup: isolation("`cgroup` shares the host's control groups"),
  cgroup_parent: isolation("`cgroup_parent` moves the container out of its limits"),
  userns_mode: isolation("`userns_mode` turns off user namespaces"),
  security_opt: isolation("`security_opt` loosens the container's security profile"),
  sysctls: isolation("`sysctls` changes kernel settings, with which a container reached the host"),
  volumes_from: isolation("`volumes_from` takes the volumes of other containers"),
  runtime: isolation("`runtime` chooses another container runtime"),
  use_api_socket: isolation("`use_api_socket` hands out the engine's socket"),
  credential_spec: isolation("`credential_spec` reads credentials of the host"),
  storage_opt: isolation("`storage_opt` changes how much of the host's disk is used"),
  group_add: isolation("`group_add` adds groups of the host"),
  logging: isolation("`logging` can send the log to any address"),
  provider: isolation("`provider` runs a program on the host"),
  links: {
    sentence: "`links` is obsolete: every service already finds the others by name.",
    instead: "Use `depends_on` for the order of starting.",
  },
  external_links: isolation("`external_links` reaches containers outside the experiment"),
  dns: fixed("Names are resolved by the experiment's own network"),
  dns_search: fixed("Names are resolved by the experiment's own network"),
  dns_opt: fixed("Names are resolved by the experiment's own network"),
  domainname: fixed("Instances have one-word names"),
  mac_address: fixed("Addresses are given by the server"),
  env_file: {
    sentence: "`env_file` would read a file of the server.",
    instead: "Write the variables under `environment`.",
  },
  secrets: {
    sentence: "Secrets would be read from the server's files.",
    instead: "Write harmless test values into `environment`.",
  },
  configs: {
    sentence: "Configs would be read from the server's files.",
    instead: "Put the file into the starter and build it into the artifact.",
  },
  container_name: {
    sentence: "`container_name` must be unique on the whole machine, but every student has an own copy.",
    instead: "Delete the line; the service's name is its host name.",
  },
  extends: { sentence: "`extends` would read another file.", instead: "Use a YAML anchor: `&base` and `<<: *base`." },
  pull_policy: fixed("Images are those that came with the installation"),
  pull_refresh_after: fixed("Images are those that came with the installation"),
  platform: fixed("Images are those that came with the installation"),
  isolation: fixed("The isolation is the engine's"),
  labels: fixed("Labels are how the server finds its containers"),
  label_file: fixed("Labels are how the server finds its containers"),
  annotations: fixed("Labels are how the server finds its containers"),
  ulimits: fixed("Open files, core dumps and file sizes are limited"),
  shm_size: fixed("Shared memory is limited to 16 MB"),
  mem_reservation: {
    sentence: "`mem_reservation` reserves memory that other students need.",
    instead: "Use `mem_limit`.",
  },
  mem_swappiness: fixed("Instances do not swap"),
  memswap_limit: fixed("Instances do not swap"),
  oom_kill_disable: isolation("`oom_kill_disable` lets a full container stop the host"),
  oom_score_adj: isolation("`oom_score_adj` lets the host's processes be killed first"),
  blkio_config: fixed("Disk use is limited"),
  cpu_count: { sentence: "`cpu_count` is for Windows.", instead: "Use `cpus`." },
  cpu_percent: { sentence: "`cpu_percent` is for Windows.", instead: "Use `cpus`." },
  cpu_shares: { sentence: "`cpu_shares` weighs a container against other students'.", instead: "Use `cpus`." },
  cpu_period: { sentence: "`cpu_period` is a detail of the scheduler.", instead: "Use `cpus`." },
  cpu_quota: { sentence: "`cpu_quota` is a detail of the scheduler.", instead: "Use `cpus`." },
  cpu_rt_runtime: isolation("`cpu_rt_runtime` asks for real-time scheduling"),
  cpu_rt_period: isolation("`cpu_rt_period` asks for real-time scheduling"),
  cpuset: { sentence: "`cpuset` binds the container to processors of the host.", instead: "Use `cpus`." },
  develop: {
    sentence: "`develop` watches files of the host.",
    instead: "Delete it; building and deploying are buttons.",
  },
  attach: { sentence: "`attach` is about the Compose command line.", instead: DELETE_THE_LINE },
  post_start: isolation("`post_start` runs commands as another user"),
  pre_start: isolation("`pre_start` runs commands as another user"),
  pre_stop: isolation("`pre_stop` runs commands as another user"),
  models: fixed("`models` asks for a model runner"),
};
