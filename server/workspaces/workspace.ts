import { addressOf } from "#server/engine/subnet";
import type { Experiment, Service, toolchains } from "#shared/experiment/experiment";
import { unknownThing } from "#shared/failures";
import type { InstanceName, WorkspaceId } from "#shared/ids";

/** A workspace as the database and its experiment describe it; immutable, its disk and machines may not exist yet. */
export interface Workspace {
  readonly id: WorkspaceId;
  readonly title: string;
  /** The task sheet, Markdown. */
  readonly sheet: string;
  readonly experiment: Experiment;
  readonly versionId: string;
  /** The /28 of its network. */
  readonly subnet: string;
}

/** The toolchain takes the last place of a /28, instances the first ones in the order of the file. */
const TOOLCHAIN_PLACE = 12;

/** The service behind an instance; throws what unknown things answer. */
export function serviceOf(workspace: Workspace, name: InstanceName): Service {
  const service = workspace.experiment.services.find((one) => one.name === name);
  if (service === undefined) throw unknownThing();
  return service;
}

/** The address that an instance has, or will have. */
export function instanceAddress(workspace: Workspace, name: InstanceName): string {
  const place = workspace.experiment.services.findIndex((service) => service.name === name);
  if (place < 0) throw unknownThing();
  return addressOf(workspace.subnet, place);
}

/** The toolchain's address. */
export function toolchainAddress(workspace: Workspace): string {
  return addressOf(workspace.subnet, TOOLCHAIN_PLACE);
}

/** The image that turns this workspace's sources into artifacts. */
export function toolchainImage(workspace: Workspace): string {
  return `varlab/${workspace.experiment.toolchain satisfies (typeof toolchains)[number]}`;
}
