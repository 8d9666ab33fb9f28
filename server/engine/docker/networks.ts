import { z } from "zod";
import { closeBridge } from "#server/engine/docker/bridge-walls";
import type { DockerClient } from "#server/engine/docker/docker-client";
import type { Engine, Labels, NetworkSpec, NetworkSummary } from "#server/engine/engine";
import { EngineError, isRefusal } from "#server/engine/engine-error";

const Network = z.object({
  Id: z.string(),
  Name: z.string(),
  Labels: z.record(z.string(), z.string()).nullish(),
  IPAM: z.object({ Config: z.array(z.object({ Subnet: z.string().optional() })).nullish() }),
  Containers: z.record(z.string(), z.unknown()).nullish(),
});

type Networks = Pick<Engine, "createNetwork" | "removeNetwork" | "networks">;

/** Networks through Docker's bridge driver: internal, and the host has no address in them. */
export function createDockerNetworks(client: DockerClient): Networks {
  // Known to engines from 28 on; older ones either refuse the value or do not know the option. Tried once.
  let isolatedMode: boolean | undefined;

  async function inspect(name: string): Promise<z.output<typeof Network> | undefined> {
    try {
      return await client.call({ method: "GET", path: `/networks/${encodeURIComponent(name)}` }, Network);
    } catch (error) {
      if (isRefusal(error, "missing")) return undefined;
      throw error;
    }
  }

  async function post(spec: NetworkSpec): Promise<void> {
    if (isolatedMode !== false) {
      try {
        await client.send({ method: "POST", path: "/networks/create", body: networkBody(spec, true) });
        isolatedMode = true;
        return;
      } catch (error) {
        if (isolatedMode === true || !isRefusal(error, "refused")) throw error;
      }
    }
    await client.send({ method: "POST", path: "/networks/create", body: networkBody(spec, false) });
    isolatedMode = false;
  }

  async function removeNetwork(name: string): Promise<void> {
    const found = await inspect(name);
    if (!found) return;
    for (const container of Object.keys(found.Containers ?? {})) {
      await client
        .send({
          method: "POST",
          path: `/networks/${encodeURIComponent(name)}/disconnect`,
          body: { Container: container, Force: true },
        })
        .catch((error: unknown) => ignoreMissing(error));
    }
    await client
      .send({ method: "DELETE", path: `/networks/${encodeURIComponent(name)}` })
      .catch((error: unknown) => ignoreMissing(error));
  }

  return {
    removeNetwork,
    async createNetwork(spec) {
      try {
        await post(spec);
      } catch (error) {
        if (!isRefusal(error, "conflict") && !isRefusal(error, "refused")) throw error;
        if ((await inspect(spec.name))?.IPAM.Config?.[0]?.Subnet !== spec.subnet) throw error;
      }
      const made = await inspect(spec.name);
      const open = made ? await closeBridge(bridgeOf(made), spec.subnet) : "it was removed at once";
      if (open === undefined) return;
      await removeNetwork(spec.name);
      throw new EngineError("refused", `Instances on ${spec.subnet} could reach the host: ${open}.`);
    },
    async networks(labels) {
      const filters = JSON.stringify({ label: labelFilters(labels) });
      const found = await client.call({ method: "GET", path: "/networks", query: { filters } }, z.array(Network));
      return found.map(summaryOf);
    },
  };
}

/** Docker's form of "carries all these labels". */
export function labelFilters(labels: Labels): string[] {
  return Object.entries(labels).map(([name, value]) => (value === "" ? name : `${name}=${value}`));
}

function networkBody(spec: NetworkSpec, isolated: boolean) {
  return {
    Name: spec.name,
    Driver: "bridge",
    CheckDuplicate: true,
    Internal: true,
    Attachable: false,
    EnableIPv6: false,
    IPAM: { Driver: "default", Config: [{ Subnet: spec.subnet }] },
    Options: {
      // Without it an internal network still reaches every service of the host through the bridge's address.
      "com.docker.network.bridge.inhibit_ipv4": "true",
      "com.docker.network.bridge.enable_icc": "true",
      "com.docker.network.bridge.enable_ip_masquerade": "false",
      ...(isolated ? { "com.docker.network.bridge.gateway_mode_ipv4": "isolated" } : {}),
    },
    Labels: { ...spec.labels },
  };
}

function summaryOf(network: z.output<typeof Network>): NetworkSummary {
  return { name: network.Name, subnet: network.IPAM.Config?.[0]?.Subnet ?? "", labels: network.Labels ?? {} };
}

/** How the bridge driver names the interface of a network that was given no name for it. */
function bridgeOf(network: z.output<typeof Network>): string {
  return `br-${network.Id.slice(0, 12)}`;
}

function ignoreMissing(error: unknown): void {
  if (!isRefusal(error, "missing")) throw error;
}
