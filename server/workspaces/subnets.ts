import type { Database } from "#prisma/client";
import { Prisma } from "#prisma/generated/client";
import type { Engine } from "#server/engine/engine";
import { isRefusal } from "#server/engine/engine-error";
import { networksOf, nextSubnet } from "#server/engine/subnet";
import { createOperationQueue } from "#server/files/operation-queue";
import { UserError } from "#shared/failures";
import type { WorkspaceId } from "#shared/ids";

/** Gives workspaces their subnets. */
export interface Subnets {
  /**
   * The block of addresses of a workspace with so many networks on it, side by side from its beginning; chosen and recorded when it has none yet, chosen anew when its own turns out to
   * be in use by somebody else's network. `room`: networks that may come later. Safe beside other processes. An engine that does not answer is left alone.
   */
  settle(id: WorkspaceId, recorded: string | null, networks: readonly string[], room?: number): Promise<string>;
}

interface SubnetsParts {
  readonly database: Database;
  /** Other networks of the engine are kept clear of. */
  readonly engine: Pick<Engine, "networks">;
  /** Makes a workspace's network; one that is there already is fine. Throws a UserError that an engine's refusal caused when it cannot lie there. */
  readonly makeNetwork: (id: WorkspaceId, subnet: string, network: string) => Promise<void>;
  /** In CIDR form. */
  readonly pool: string;
}

/** Another server on the same database can choose the same subnet at once; the second choice then succeeds or the third. */
const ATTEMPTS = 20;
/** A whole class that comes at once chooses one after the other. */
const choosing = "subnet";

/** Subnets from one pool; the database's unique column decides who has which. */
export function createSubnets({ database, engine, makeNetwork, pool }: SubnetsParts): Subnets {
  const turns = createOperationQueue<typeof choosing>();

  async function taken(): Promise<string[]> {
    const [rows, networks] = await Promise.all([
      database.workspace.findMany({ where: { subnet: { not: null } }, select: { subnet: true } }),
      // An engine that does not answer is noticed when the network is made.
      engine.networks({}).catch(() => []),
    ]);
    const recorded = rows.map((row) => row.subnet).filter((subnet) => subnet !== null);
    return [
      ...recorded,
      ...networks.map((network) => network.subnet).filter((subnet) => /^\d+\.\d+\.\d+\.\d+\/\d+$/.test(subnet)),
    ];
  }

  async function record(id: WorkspaceId, subnet: string): Promise<boolean> {
    try {
      await database.workspace.updateMany({ where: { id, subnet: null }, data: { subnet } });
      return true;
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return false;
      throw error;
    }
  }

  async function allocate(id: WorkspaceId, avoid: Set<string>, networks: number): Promise<string> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const subnet = nextSubnet([...(await taken()), ...avoid], pool, networks);
      if (subnet === undefined)
        throw new UserError("limit", "All networks of this server are in use. Tell the operator.");
      if (await record(id, subnet)) {
        const row = await database.workspace.findUniqueOrThrow({ where: { id }, select: { subnet: true } });
        if (row.subnet !== null) return row.subnet;
      }
      avoid.add(subnet);
    }
    throw new UserError("busy", "No network could be chosen because many workspaces are opened right now. Try again.");
  }

  /** Whether all networks now lie there; false when somebody else's does. */
  async function claim(id: WorkspaceId, block: string, networks: readonly string[], room: number): Promise<boolean> {
    try {
      const subnets = networksOf(block, room);
      for (const [at, network] of networks.entries()) await makeNetwork(id, subnets[at] ?? "", network);
      return true;
    } catch (error) {
      const isTaken = error instanceof UserError && isRefusal(error.cause, "refused");
      // Without an engine nothing can be started, but files can be read and written; whoever starts something is told.
      if (!isTaken && error instanceof UserError) return true;
      if (!isTaken) throw error;
      return false;
    }
  }

  return {
    async settle(id, recorded, networks, room = networks.length) {
      const avoid = new Set<string>();
      for (let subnet = recorded; ; ) {
        subnet ??= await turns.run(choosing, () => allocate(id, avoid, room));
        if (avoid.size >= ATTEMPTS || (await claim(id, subnet, networks, room))) return subnet;
        avoid.add(subnet);
        await database.workspace.updateMany({ where: { id, subnet }, data: { subnet: null } });
        subnet = null;
      }
    },
  };
}
