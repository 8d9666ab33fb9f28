import type { Engine } from "#server/engine/engine";
import { isRefusal } from "#server/engine/engine-error";
import { networkLabels, networkName, workspaceLabels } from "#server/machines/machine-labels";
import { defaultNetwork } from "#shared/experiment/experiment";
import { UserError } from "#shared/failures";
import type { WorkspaceId } from "#shared/ids";

/** The networks of this installation's workspaces; `default` unless another one is named. */
export interface WorkspaceNetworks {
  /** The engine's name of the network, which is made when it is not known to be there; concurrent callers share one creation. */
  ensure(workspace: WorkspaceId, subnet: string, network?: string): Promise<string>;
  /** The engine was away and may have made bridges anew: closes the host's side of every known network again. */
  closeAgain(): Promise<void>;
  /** Whether `ensure` would have to ask the engine. */
  isKnown(workspace: WorkspaceId, network?: string): boolean;
  /** Somebody else removed them: the next `ensure` makes each again. */
  forget(workspace: WorkspaceId): void;
  /** Removes one network of a workspace, from which everything is gone already. */
  drop(workspace: WorkspaceId, network: string): Promise<void>;
  /** Removes all networks of a workspace. */
  remove(workspace: WorkspaceId): Promise<void>;
}

interface KnownNetwork {
  readonly workspace: WorkspaceId;
  readonly network: string;
  readonly subnet: string;
  creation: Promise<string>;
}

/** The networks of each workspace, named after it. */
export function createWorkspaceNetworks(
  engine: Pick<Engine, "createNetwork" | "removeNetwork" | "networks">,
  installation: string,
): WorkspaceNetworks {
  const known = new Map<string, KnownNetwork>();
  const keyOf = (workspace: WorkspaceId, network: string) => `${workspace}/${network}`;

  async function create(workspace: WorkspaceId, subnet: string, network: string): Promise<string> {
    const name = networkName(installation, workspace, network);
    try {
      await engine.createNetwork({ name, subnet, labels: networkLabels(installation, workspace, network) });
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

  function keep(entry: Omit<KnownNetwork, "creation">, creation: Promise<string>): Promise<string> {
    const key = keyOf(entry.workspace, entry.network);
    known.set(key, { ...entry, creation });
    creation.catch(() => void (known.get(key)?.creation === creation && known.delete(key)));
    return creation;
  }

  function forget(workspace: WorkspaceId): void {
    for (const [key, entry] of known) if (entry.workspace === workspace) known.delete(key);
  }

  return {
    ensure(workspace, subnet, network = defaultNetwork) {
      const present = known.get(keyOf(workspace, network));
      return present?.creation ?? keep({ workspace, network, subnet }, create(workspace, subnet, network));
    },
    async closeAgain() {
      // After the creation under way, if there is one: the engine lets two of one name in when they come at once.
      const again = [...known.values()].map(({ workspace, network, subnet, creation }) => {
        const next = () => create(workspace, subnet, network);
        return keep({ workspace, network, subnet }, creation.then(next, next));
      });
      await Promise.allSettled(again);
    },
    isKnown: (workspace, network = defaultNetwork) => known.has(keyOf(workspace, network)),
    forget,
    async drop(workspace, network) {
      known.delete(keyOf(workspace, network));
      await engine.removeNetwork(networkName(installation, workspace, network));
    },
    async remove(workspace) {
      forget(workspace);
      const present = await engine.networks(workspaceLabels(installation, workspace));
      await Promise.all(present.map(({ name }) => engine.removeNetwork(name)));
    },
  };
}
