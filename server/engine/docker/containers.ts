import { z } from "zod";
import type { DockerClient } from "#server/engine/docker/docker-client";
import { findImage } from "#server/engine/docker/images";
import { detailsOf, InspectedContainer, ListedContainer, summaryOf } from "#server/engine/docker/inspection";
import { labelFilters } from "#server/engine/docker/networks";
import { containerBody } from "#server/engine/docker/profile/container-body";
import { deviationsOf, ProfiledContainer } from "#server/engine/docker/profile/deviations";
import type { Attachment, Engine } from "#server/engine/engine";
import { isRefusal } from "#server/engine/engine-error";
import { UserError } from "#shared/failures";

const Created = z.object({ Id: z.string() });
/** A stop waits for the program's grace and then some. */
const stopMarginMs = 15_000;
/** Answers of a removal under way by somebody else end in "missing" soon; asked again at this pace. */
const removalRetryMs = 100;
const removalTries = 100;

type Containers = Pick<
  Engine,
  | "createContainer"
  | "startContainer"
  | "stopContainer"
  | "killContainer"
  | "pauseContainer"
  | "resumeContainer"
  | "removeContainer"
  | "container"
  | "containers"
  | "deviations"
>;

/** A container's life through Docker, always with the default profile. */
export function createDockerContainers(client: DockerClient, machineCpus: () => Promise<number>): Containers {
  async function act(
    id: string,
    action: string,
    query: Record<string, string | number> = {},
    limitMs?: number,
  ): Promise<void> {
    await client.send({ method: "POST", path: `/containers/${id}/${action}`, query, limitMs });
  }

  async function removeOnce(id: string): Promise<"gone" | "under way"> {
    try {
      await client.send({ method: "DELETE", path: `/containers/${id}`, query: { force: true, v: true } });
      return "gone";
    } catch (error) {
      if (isRefusal(error, "missing")) return "gone";
      if (isRefusal(error, "conflict")) return "under way";
      throw error;
    }
  }

  /** Engines before 25 take one network when a container is created; the others are joined before it starts. */
  async function attach(id: string, networks: readonly Attachment[]): Promise<void> {
    try {
      for (const { name, address, aliases } of networks) {
        const body = {
          Container: id,
          EndpointConfig: { IPAMConfig: { IPv4Address: address }, Aliases: [...aliases] },
        };
        await client.send({ method: "POST", path: `/networks/${encodeURIComponent(name)}/connect`, body });
      }
    } catch (error) {
      await removeOnce(id).catch(() => undefined);
      throw error;
    }
  }

  return {
    async createContainer(spec) {
      const [image, cpus] = await Promise.all([findImage(client, spec.image), machineCpus()]);
      if (!image) {
        throw new UserError(
          "unavailable",
          `The image ${spec.image} is not on this machine. Ask the operator to run "varlab up" again, which builds it.`,
        );
      }
      const body = containerBody(spec, { imageId: image.id, imageVolumes: image.volumes, machineCpus: cpus });
      const created = await client.call(
        { method: "POST", path: "/containers/create", query: { name: spec.name }, body },
        Created,
      );
      await attach(created.Id, spec.further);
      return created.Id;
    },
    startContainer: (id) => act(id, "start"),
    async stopContainer(id, graceSeconds) {
      await act(id, "stop", { t: graceSeconds }, graceSeconds * 1000 + stopMarginMs);
    },
    async killContainer(id) {
      await act(id, "kill", { signal: "KILL" });
    },
    pauseContainer: (id) => act(id, "pause"),
    resumeContainer: (id) => act(id, "unpause"),
    async removeContainer(id) {
      for (let attempt = 0; attempt < removalTries; attempt += 1) {
        if ((await removeOnce(id)) === "gone") return;
        await new Promise((resolve) => setTimeout(resolve, removalRetryMs));
      }
      throw new UserError(
        "unavailable",
        "The container engine does not finish removing a container. Try again in a minute.",
      );
    },
    async container(id) {
      try {
        return detailsOf(await client.call({ method: "GET", path: `/containers/${id}/json` }, InspectedContainer));
      } catch (error) {
        if (isRefusal(error, "missing")) return undefined;
        throw error;
      }
    },
    async containers(labels) {
      const filters = JSON.stringify({ label: labelFilters(labels) });
      const listed = await client.call(
        { method: "GET", path: "/containers/json", query: { all: true, filters } },
        z.array(ListedContainer),
      );
      return listed.map(summaryOf);
    },
    async deviations(id) {
      return deviationsOf(await client.call({ method: "GET", path: `/containers/${id}/json` }, ProfiledContainer));
    },
  };
}
