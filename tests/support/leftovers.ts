import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Everything that an installation has outside of its data directory. */
export interface Leftovers {
  readonly containers: string[];
  readonly networks: string[];
  readonly volumes: string[];
  readonly mounts: string[];
  readonly loopDevices: string[];
  readonly processes: string[];
}

/** Asks the engine and the kernel, not the product, what there is of an installation. */
export async function findLeftovers(installation: string, data: string): Promise<Leftovers> {
  const label = ["--filter", `label=varlab.installation=${installation}`];
  const [containers, networks, volumes, mounts, loopDevices, processes] = await Promise.all([
    lines("docker", "container", "ls", "--all", "--quiet", ...label),
    lines("docker", "network", "ls", "--quiet", ...label),
    lines("docker", "volume", "ls", "--quiet", ...label),
    mountsBelow(data),
    loopDevicesBelow(data),
    processesOf(installation),
  ]);
  return { containers, networks, volumes, mounts, loopDevices, processes };
}

/** Removes what a test left behind, whatever state it died in. */
export async function removeLeftovers(installation: string, data: string): Promise<void> {
  const { containers, networks, volumes, mounts, loopDevices } = await findLeftovers(installation, data);
  if (containers.length > 0) await run("docker", ["container", "rm", "--force", "--volumes", ...containers]);
  if (networks.length > 0) await run("docker", ["network", "rm", ...networks]);
  if (volumes.length > 0) await run("docker", ["volume", "rm", ...volumes]);
  for (const mount of mounts.reverse()) await run("umount", [mount]);
  // Most devices went with their mount.
  for (const device of loopDevices) await run("losetup", ["--detach", device]).catch(() => undefined);
}

async function lines(command: string, ...argv: string[]): Promise<string[]> {
  const { stdout } = await run(command, argv);
  return stdout.split("\n").filter((line) => line !== "");
}

async function mountsBelow(data: string): Promise<string[]> {
  const table = await readFile("/proc/self/mountinfo", "utf8");
  const targets = table.split("\n").map((line) => line.split(" ")[4] ?? "");
  return targets.filter((target) => target.startsWith(`${data}/`));
}

async function loopDevicesBelow(data: string): Promise<string[]> {
  const listed = await lines("losetup", "--list", "--noheadings", "--raw", "--output", "NAME,BACK-FILE");
  return listed.filter((line) => line.includes(` ${data}/`)).map((line) => line.split(" ")[0] ?? "");
}

/** Processes of the host that carry the installation's name in their environment. */
async function processesOf(installation: string): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const own = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
      return environment.includes(`VARLAB_INSTALLATION=${installation}\0`) ? pid : undefined;
    }),
  );
  return own.filter((pid) => pid !== undefined);
}
