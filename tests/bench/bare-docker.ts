import type { Duplex } from "node:stream";
import Docker from "dockerode";
import { type Line, lineOf, shows } from "./line";

const docker = new Docker();

/** The engine without us, for floors. */
export interface BareDocker {
  /** The container of ours that it is compared in. */
  readonly container: string;
  /** Creates and starts a container with the profile of ours that runs `argv`; milliseconds until the engine answered. */
  createAndStart(argv: readonly string[]): Promise<number>;
  /** A TTY exec of a shell in one of our containers (default: that one), its prompt shown: what a terminal would be without us. */
  shell(container?: string): Promise<Line>;
  dispose(): Promise<void>;
}

/** Reads the profile off one of our containers, so that the floor has the same limits, mounts, network and walls. */
export async function createBareDocker(container: string): Promise<BareDocker> {
  const ours = await docker.getContainer(container).inspect();
  const [network = "", attached] = Object.entries(ours.NetworkSettings.Networks)[0] ?? [];
  const made = new Set<Docker.Container>();
  const streams: Duplex[] = [];

  return {
    container,
    async createAndStart(argv) {
      const began = performance.now();
      const created = await docker.createContainer({
        Image: ours.Image,
        Entrypoint: [...argv],
        User: ours.Config.User,
        Env: ours.Config.Env,
        WorkingDir: ours.Config.WorkingDir,
        Labels: ours.Config.Labels,
        HostConfig: ours.HostConfig,
        NetworkingConfig: {
          EndpointsConfig: { [network]: { IPAMConfig: { IPv4Address: freeAddress(attached?.IPAddress ?? "") } } },
        },
      });
      made.add(created);
      await created.start();
      const took = performance.now() - began;
      // It carries the labels of ours, and only one starts at a time, as in a workspace.
      await created.remove({ force: true });
      made.delete(created);
      return took;
    },
    async shell(where = container) {
      const Cmd = ["/bin/bash", "-l"];
      const options = { AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: true, Cmd };
      const exec = await docker.getContainer(where).exec(options);
      const stream = await exec.start({ hijack: true, stdin: true, Tty: true });
      streams.push(stream);
      const line = lineOf(stream);
      await shows(line, /\$ $/);
      return line;
    },
    async dispose() {
      for (const stream of streams) stream.destroy();
      for (const container of made) await container.remove({ force: true });
    },
  };
}

/** An address of the same /28 that nobody has: the instances have the first ones, the toolchain the last. */
function freeAddress(address: string): string {
  const parts = address.split(".").map(Number);
  const last = parts.pop() ?? 0;
  return [...parts, last - (last % 16) + 11].join(".");
}
