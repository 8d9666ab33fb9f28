import type { Engine } from "#server/engine/engine";
import { isRefusal } from "#server/engine/engine-error";
import { networkName, workspaceLabels } from "#server/machines/machine-labels";
import { UserError } from "#shared/failures";
import type { WorkspaceId } from "#shared/ids";

/** The networks of this installation's workspaces. */
export interface WorkspaceNetworks {
  /** The network's name, made when it is not known to be there; concurrent callers share one creation. */
  ensure(workspace: WorkspaceId, subnet: string): Promise<string>;
  /** The engine was away and may have made bridges anew: closes the host's side of every known network again. */
  closeAgain(): Promise<void>;
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
  const subnets = new Map<WorkspaceId, string>();

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

  function keep(workspace: WorkspaceId, creation: Promise<string>): Promise<string> {
    known.set(workspace, creation);
    creation.catch(() => void (known.get(workspace) === creation && known.delete(workspace)));
    return creation;
  }

  return {
    ensure(workspace, subnet) {
      subnets.set(workspace, subnet);
      return known.get(workspace) ?? keep(workspace, create(workspace, subnet));
    },
    async closeAgain() {
      // After the creation under way, if there is one: the engine lets two of one name in when they come at once.
      const again = [...known].map(([workspace, earlier]) => {
        const next = () => create(workspace, subnets.get(workspace) ?? "");
        return keep(workspace, earlier.then(next, next));
      });
      await Promise.allSettled(again);
    },
    isKnown: (workspace) => known.has(workspace),
    forget: (workspace) => void known.delete(workspace),
    async remove(workspace) {
      known.delete(workspace);
      subnets.delete(workspace);
      await engine.removeNetwork(networkName(installation, workspace));
    },
  };
}
