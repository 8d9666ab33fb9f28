import { z } from "zod";
import { assembleImage, labelledImages } from "#server/engine/docker/assembled-images";
import { createDockerContainers } from "#server/engine/docker/containers";
import { createDockerClient } from "#server/engine/docker/docker-client";
import { followEvents } from "#server/engine/docker/events";
import { splitStreams } from "#server/engine/docker/exec-streams";
import { copyFromImage, findImage, listImages, removeImage } from "#server/engine/docker/images";
import { createDockerNetworks } from "#server/engine/docker/networks";
import { Stats, statsOf } from "#server/engine/docker/stats";
import type { Engine, EngineInfo, Labels } from "#server/engine/engine";

const Info = z.object({ ServerVersion: z.string(), NCPU: z.number(), MemTotal: z.number() });
const Created = z.object({ Id: z.string() });

/** Docker's own default; `DOCKER_HOST` is read in the server's configuration. */
export const defaultDockerSocket = "/var/run/docker.sock";

/**
 * The engine of the Docker daemon behind a Unix socket, 20.10 or later. Holds no connection open except for events and execs.
 * `labels` mark what the engine makes for itself, so that the reconciler finds it after a crash.
 */
export function createDockerEngine(options: { socketPath?: string; labels?: Labels } = {}): Engine {
  const client = createDockerClient({ socketPath: options.socketPath ?? defaultDockerSocket });
  let cpus: number | undefined;

  async function info(): Promise<EngineInfo> {
    const answer = await client.call({ method: "GET", path: "/info" }, Info);
    return { name: "docker", version: answer.ServerVersion, cpus: answer.NCPU, memoryBytes: answer.MemTotal };
  }

  async function machineCpus(): Promise<number> {
    cpus ??= (await info()).cpus;
    return cpus;
  }

  return {
    info,
    imageId: async (name) => (await findImage(client, name))?.id,
    images: (label, prefix) => listImages(client, label, prefix),
    removeImage: (id) => removeImage(client, id),
    assembleImage: (spec) => assembleImage(client, spec, options.labels ?? {}),
    labelledImages: (labels) => labelledImages(client, labels),
    copyFromImage: (image, path) => copyFromImage(client, image, path, options.labels ?? {}),
    ...createDockerNetworks(client),
    ...createDockerContainers(client, machineCpus),
    async exec(id, argv, execOptions = {}) {
      const body = {
        Cmd: [...argv],
        AttachStdin: true,
        AttachStdout: true,
        AttachStderr: true,
        Tty: false,
        ...(execOptions.user === undefined ? {} : { User: execOptions.user }),
      };
      const created = await client.call({ method: "POST", path: `/containers/${id}/exec`, body }, Created);
      return splitStreams(
        await client.hijack({ method: "POST", path: `/exec/${created.Id}/start`, body: { Detach: false, Tty: false } }),
      );
    },
    async stats(id) {
      const answer = await client.call(
        { method: "GET", path: `/containers/${id}/stats`, query: { stream: false, "one-shot": true } },
        Stats,
      );
      return statsOf(answer, Date.now());
    },
    events: (labels, listener) => followEvents(client, labels, listener),
  };
}
