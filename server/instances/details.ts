import type { Instance } from "#server/instances/instance";
import { commandOf, imageWords } from "#server/instances/instance-view";
import type { KeeperLink } from "#server/keeper/link";
import type { Machines } from "#server/machines/machine";
import { instanceAddress, subnetOf } from "#server/workspaces/workspace";
import { quote } from "#shared/experiment/arguments";
import { defaultNetwork, type RestartRule, type Service, type VolumeMount } from "#shared/experiment/experiment";
import type { InstanceDetails } from "#shared/socket/catalogue";

/** Longest list of files or processes in the answer; more is a flood that nobody reads. */
const LISTED = 500;
const TIMEOUT_MS = 5000;
const MEGABYTE = 1024 * 1024;
/** Where a program may write in its instance, beside what the experiment adds. */
const WRITABLE = ["/tmp", "/run", "/home/student"];

/** Everything worth knowing about an instance; processes and files only while its machine is up. */
export async function describeInstance(
  instance: Instance,
  machines: Pick<Machines, "state" | "peek">,
): Promise<InstanceDetails> {
  const machine = machines.state(instance.key) === "on" ? machines.peek(instance.key) : undefined;
  const link = await machine?.link();
  const [processes, files] =
    link === undefined ? [[], []] : await Promise.all([listProcesses(link), listFiles(link, instance)]);
  const { environment } = instance.service;
  return {
    config: configOf(instance),
    environment: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    processes,
    files,
  };
}

function configOf(instance: Instance): InstanceDetails["config"] {
  const { service, workspace } = instance;
  const { limits, restart, healthcheck } = service;
  const rows: [string, string][] = [
    ["Host name", service.hostname],
    ...service.networks.map(({ network }): [string, string] => [
      network === defaultNetwork ? "Address" : `Address on ${network}`,
      `${instanceAddress(workspace, instance.name, network)} on ${subnetOf(workspace, network)}`,
    ]),
    ["Also called", namesOf(service).join(", ") || "nothing else"],
    ["Image", imageWords(service)],
    ["Command", quote(commandOf(instance))],
    ["Working directory", service.workingDir],
    ["Memory", `${Math.round(limits.memoryBytes / MEGABYTE)} MB`],
    ["CPUs", String(limits.cpus)],
    ["Processes", `at most ${limits.pids}`],
    ["Stop", `${service.stopSignal}, killed after ${service.stopGraceSeconds} s`],
    ["Restart", restartWords(restart)],
    [
      "Health check",
      healthcheck === null ? "none" : `${quote(healthcheck.argv)} every ${healthcheck.intervalSeconds} s`,
    ],
    ["Depends on", service.dependsOn.map((one) => one.service).join(", ") || "nothing"],
    ["Ports", service.ports.join(", ") || "none declared"],
    ["Writable", [...WRITABLE, ...service.tmpfs.map((one) => one.path)].join(", ")],
    ["Volumes", service.volumes.map(volumeWords).join(", ") || "none"],
  ];
  return rows.map(([label, value]) => ({ label, value }));
}

/** The names that others on its networks know it by, beside its host name. */
function namesOf(service: Service): string[] {
  const names = [service.name, service.family, ...service.networks.flatMap(({ aliases }) => aliases)];
  return [...new Set(names)].filter((name) => name !== service.hostname);
}

function restartWords({ policy, maximumRetries, delaySeconds, windowSeconds }: RestartRule): string {
  if (policy === "no") return "never";
  const parts = [
    policy,
    maximumRetries === null ? undefined : `at most ${maximumRetries} times`,
    delaySeconds === null ? undefined : `after ${delaySeconds} s`,
    windowSeconds === null ? undefined : `counted anew when it ran for ${windowSeconds} s`,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

function volumeWords({ volume, path, readOnly }: VolumeMount): string {
  return `${volume} at ${path}${readOnly ? " (read only)" : ""}`;
}

async function listProcesses(link: KeeperLink): Promise<InstanceDetails["processes"]> {
  const { stdout } = await link.run({
    argv: ["/bin/ps", "-eww", "-o", "pid=,user:16=,pcpu=,rss=,time=,args="],
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8" },
    timeoutMs: TIMEOUT_MS,
  });
  return parseProcesses(stdout.toString("utf8"));
}

/** Reads the lines of `ps`; the keeper and the question itself are left out. */
export function parseProcesses(text: string): InstanceDetails["processes"] {
  return text
    .split("\n")
    .flatMap((line) => {
      const match = /^\s*(\d+)\s+(\S+)\s+(\S+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line);
      if (match === null) return [];
      const [, pid = "", user = "", cpu = "", memory = "", time = "", command = ""] = match;
      return [
        { pid: Number(pid), user, cpu: `${cpu} %`, memory: `${(Number(memory) / 1024).toFixed(1)} MB`, time, command },
      ];
    })
    .filter(({ command }) => !command.startsWith("/varlab/keeper ") && !command.startsWith("/bin/ps -eww"))
    .slice(0, LISTED);
}

async function listFiles(link: KeeperLink, instance: Instance): Promise<InstanceDetails["files"]> {
  const places = [...WRITABLE, ...instance.service.tmpfs.map((one) => one.path)];
  const { stdout } = await link.run({
    argv: ["/usr/bin/find", ...places, "-xdev", "-type", "f", "-printf", "%s %T@ %p\\0"],
    env: { LC_ALL: "C" },
    timeoutMs: TIMEOUT_MS,
  });
  return parseFiles(stdout.toString("utf8"));
}

/** Reads what `find` lists, each entry ended by NUL because a name may hold anything else; a torn last entry is left out. */
export function parseFiles(text: string): InstanceDetails["files"] {
  return text
    .split("\0")
    .slice(0, -1)
    .flatMap((entry) => {
      const match = /^(\d+) (\d+)\.?\d* (.*)$/s.exec(entry);
      if (match === null) return [];
      const [, size = "", seconds = "", path = ""] = match;
      return [{ path, size: Number(size), modifiedAt: Number(seconds) * 1000 }];
    })
    .slice(0, LISTED)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
