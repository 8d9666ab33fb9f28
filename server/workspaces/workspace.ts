import { addressOf } from "#server/engine/subnet";
import { defaultNetwork, type Experiment, type Service, type toolchains } from "#shared/experiment/experiment";
import { unknownThing } from "#shared/failures";
import type { InstanceName, WorkspaceId } from "#shared/ids";

/** A workspace as the database and its experiment describe it; immutable, its disk and machines may not exist yet. */
export interface Workspace {
  readonly id: WorkspaceId;
  readonly title: string;
  /** The task sheet, Markdown. */
  readonly sheet: string;
  /** What is in force: the student's services and images, where students write them. */
  readonly experiment: Experiment;
  /** As its lecturer wrote it. */
  readonly written: Experiment;
  readonly versionId: string;
  /** The /28 of each of its networks, by the experiment's name; `default` is always there. */
  readonly networks: ReadonlyMap<string, string>;
}

/** The toolchain takes the last place of a /28, instances the first ones in the order of the file. */
const TOOLCHAIN_PLACE = 12;

/** The service behind an instance; throws what unknown things answer. */
export function serviceOf(workspace: Workspace, name: InstanceName): Service {
  const service = workspace.experiment.services.find((one) => one.name === name);
  if (service === undefined) throw unknownThing();
  return service;
}

/** The address that an instance has, or will have, on one of its networks: on the first unless another is named. */
export function instanceAddress(workspace: Workspace, name: InstanceName, network?: string): string {
  const place = workspace.experiment.services.findIndex((service) => service.name === name);
  const first = workspace.experiment.services[place]?.networks[0]?.network ?? defaultNetwork;
  if (place < 0) throw unknownThing();
  return addressOf(subnetOf(workspace, network ?? first), place);
}

/** An address of the workspace that neither an instance nor the toolchain has; undefined when there is none left. */
export function asideAddress(workspace: Workspace): string | undefined {
  const place = workspace.experiment.services.length;
  return place < TOOLCHAIN_PLACE ? addressOf(subnetOf(workspace, defaultNetwork), place) : undefined;
}

/** The toolchain's address. */
export function toolchainAddress(workspace: Workspace): string {
  return addressOf(subnetOf(workspace, defaultNetwork), TOOLCHAIN_PLACE);
}

/** The /28 of a network; throws what unknown things answer. */
export function subnetOf(workspace: Workspace, network: string): string {
  const subnet = workspace.networks.get(network);
  if (subnet === undefined) throw unknownThing();
  return subnet;
}

/** The image that turns this workspace's sources into artifacts. */
export function toolchainImage(workspace: Workspace): string {
  return `varlab/${workspace.experiment.toolchain satisfies (typeof toolchains)[number]}`;
}
