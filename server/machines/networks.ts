import type { Engine } from "#server/engine/engine";
import { isRefusal } from "#server/engine/engine-error";
import { networkName, workspaceLabels } from "#server/machines/machine-labels";
import { UserError } from "#shared/failures";
import type { WorkspaceId } from "#shared/ids";

/** The networks of this installation's workspaces. */
export interface WorkspaceNetworks {
  /** The network's name, made when it is not known to be there; concurrent callers share one creation. */
  ensure(workspace: WorkspaceId, subnet: string): Promise<string>;
  /** Whether `ensure` would have to ask the engine. */
  isKnown(workspace: WorkspaceId): boolean;
  /** Somebody else removed it: the next `ensure` makes it again. */
  forget(workspace: WorkspaceId): void;
  remove(workspace: WorkspaceId): Promise<void>;
}

/** One network for each workspace, named after it. */
export function createWorkspaceNetworks(
  engine: Pick<Engine, "createNetwork" | "removeNetwork">,
  installation: string,
): WorkspaceNetworks {
  const known = new Map<WorkspaceId, Promise<string>>();

  async function create(workspace: WorkspaceId, subnet: string): Promise<string> {
    const name = networkName(installation, workspace);
    try {
      await engine.createNetwork({ name, subnet, labels: workspaceLabels(installation, workspace) });
    } catch (error) {
      if (!isRefusal(error, "refused")) throw error;
      const failure = new UserError(
        "unavailable",
        `The network ${subnet} of this workspace cannot be made: another network of this machine may use it. Tell the operator.`,
      );
      failure.cause = error;
      throw failure;
    }
    return name;
  }

  return {
    ensure(workspace, subnet) {
      const present = known.get(workspace);
      if (present) return present;
      const creation = create(workspace, subnet);
      known.set(workspace, creation);
      creation.catch(() => known.delete(workspace));
      return creation;
    },
    isKnown: (workspace) => known.has(workspace),
    forget: (workspace) => void known.delete(workspace),
    async remove(workspace) {
      known.delete(workspace);
      await engine.removeNetwork(networkName(installation, workspace));
    },
  };
}
