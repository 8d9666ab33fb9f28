import type { Labels } from "#server/engine/engine";
import type { AsideTask, MachineKey } from "#server/machines/machine";
import { defaultNetwork } from "#shared/experiment/experiment";
import { InstanceName, WorkspaceId } from "#shared/ids";

/** Labels say to whom a thing of ours belongs; they are the truth about what runs. */
const installationLabel = "varlab.installation";
const workspaceLabel = "varlab.workspace";
const instanceLabel = "varlab.instance";
const roleLabel = "varlab.role";
const networkLabel = "varlab.network";
const taskLabel = "varlab.task";

const asideTasks: readonly AsideTask[] = ["image", "script"];

/** The labels that everything of an installation carries. */
export function installationLabels(installation: string): Labels {
  return { [installationLabel]: installation };
}

/** The labels of what belongs to a workspace as a whole. */
export function workspaceLabels(installation: string, workspace: WorkspaceId): Labels {
  return { ...installationLabels(installation), [workspaceLabel]: workspace };
}

/** The labels of one machine's container. */
export function machineLabels(installation: string, key: MachineKey): Labels {
  const labels: Record<string, string> = { ...workspaceLabels(installation, key.workspace), [roleLabel]: key.role };
  if (key.role === "instance") labels[instanceLabel] = key.name;
  if (key.role === "aside") labels[taskLabel] = key.task;
  return labels;
}

/** Whose container or network this is, or undefined when the labels do not say. */
export function workspaceOfLabels(labels: Labels): WorkspaceId | undefined {
  return WorkspaceId.safeParse(labels[workspaceLabel]).data;
}

/** The machine behind labels, or undefined when they are not a machine's. */
export function keyOfLabels(labels: Labels): MachineKey | undefined {
  const workspace = workspaceOfLabels(labels);
  if (workspace === undefined) return undefined;
  if (labels[roleLabel] === "toolchain") return { workspace, role: "toolchain" };
  const task = asideTasks.find((one) => one === labels[taskLabel]);
  if (labels[roleLabel] === "aside" && task !== undefined) return { workspace, role: "aside", task };
  const name = InstanceName.safeParse(labels[instanceLabel]).data;
  return labels[roleLabel] === "instance" && name !== undefined ? { workspace, role: "instance", name } : undefined;
}

/** A machine's key as text, for maps. Ids hold no `/`. */
export function keyText(key: MachineKey): string {
  if (key.role === "aside") return `${key.workspace}/./${key.task}`;
  return key.role === "toolchain" ? `${key.workspace}/` : `${key.workspace}/${key.name}`;
}

/** The one container name of a machine, so that the engine itself refuses a second one. Ids hold no `.`. */
export function containerName(installation: string, key: MachineKey): string {
  const place =
    key.role === "toolchain" ? "toolchain" : key.role === "aside" ? `aside.${key.task}` : `instance.${key.name}`;
  return `${networkName(installation, key.workspace)}.${place}`;
}

/** The labels of one network of a workspace. */
export function networkLabels(installation: string, workspace: WorkspaceId, network: string): Labels {
  const labels = workspaceLabels(installation, workspace);
  return network === defaultNetwork ? labels : { ...labels, [networkLabel]: network };
}

/** What the experiment calls the network behind labels. */
export function networkOfLabels(labels: Labels): string {
  return labels[networkLabel] ?? defaultNetwork;
}

/** The engine's one name for a workspace's network. Ids hold no `.`. */
export function networkName(installation: string, workspace: WorkspaceId, network: string = defaultNetwork): string {
  const base = `varlab-${installation}-${workspace}`;
  return network === defaultNetwork ? base : `${base}.net.${network}`;
}
