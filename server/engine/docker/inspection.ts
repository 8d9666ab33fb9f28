import { z } from "zod";
import type { ContainerDetails, ContainerState, ContainerSummary } from "#server/engine/engine";

const Address = z.object({
  IPAddress: z.string().nullish(),
  IPAMConfig: z.object({ IPv4Address: z.string().nullish() }).nullish(),
});

/** The mode is the name of the first network; the networks themselves are listed in no order. */
const HostConfig = z.object({ NetworkMode: z.string().nullish() });

/** One entry of Docker's list of containers. */
export const ListedContainer = z.object({
  Id: z.string(),
  Names: z.array(z.string()),
  State: z.string(),
  Labels: z.record(z.string(), z.string()).nullish(),
  HostConfig: HostConfig.nullish(),
  NetworkSettings: z.object({ Networks: z.record(z.string(), Address).nullish() }).nullish(),
});

/** What is read of Docker's inspection when a container's state matters. */
export const InspectedContainer = z.object({
  Id: z.string(),
  Name: z.string(),
  Image: z.string(),
  State: z.object({ Status: z.string(), Pid: z.number(), ExitCode: z.number(), StartedAt: z.string() }),
  Config: z.object({
    Labels: z.record(z.string(), z.string()).nullish(),
    Env: z.array(z.string()).nullish(),
    Hostname: z.string().nullish(),
  }),
  HostConfig: HostConfig.nullish(),
  NetworkSettings: z.object({ Networks: z.record(z.string(), Address).nullish() }),
});

const states: Readonly<Record<string, ContainerState>> = { created: "created", running: "running", paused: "paused" };

function stateOf(status: string): ContainerState {
  return states[status] ?? "exited";
}

function addressOf(
  networks: Record<string, z.output<typeof Address>> | null | undefined,
  hostConfig: z.output<typeof HostConfig> | null | undefined,
): string | undefined {
  const first = networks?.[hostConfig?.NetworkMode ?? ""] ?? Object.values(networks ?? {})[0];
  return first?.IPAddress || first?.IPAMConfig?.IPv4Address || undefined;
}

export function summaryOf(listed: z.output<typeof ListedContainer>): ContainerSummary {
  return {
    id: listed.Id,
    name: (listed.Names[0] ?? "").replace(/^\//, ""),
    state: stateOf(listed.State),
    labels: listed.Labels ?? {},
    address: addressOf(listed.NetworkSettings?.Networks, listed.HostConfig),
  };
}

export function detailsOf(inspected: z.output<typeof InspectedContainer>): ContainerDetails {
  const state = stateOf(inspected.State.Status);
  const started = Date.parse(inspected.State.StartedAt);
  return {
    id: inspected.Id,
    name: inspected.Name.replace(/^\//, ""),
    state,
    labels: inspected.Config.Labels ?? {},
    address: addressOf(inspected.NetworkSettings.Networks, inspected.HostConfig),
    imageId: inspected.Image,
    environment: [`HOSTNAME=${inspected.Config.Hostname ?? ""}`, ...(inspected.Config.Env ?? [])],
    pid: inspected.State.Pid,
    exitCode: state === "exited" ? inspected.State.ExitCode : undefined,
    // Docker's "never" is the year 1.
    startedAt: started > 0 ? started : undefined,
  };
}
