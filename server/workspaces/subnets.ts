import type { Database } from "#prisma/client";
import { Prisma } from "#prisma/generated/client";
import type { Engine } from "#server/engine/engine";
import { nextSubnet } from "#server/engine/subnet";
import { UserError } from "#shared/failures";
import type { WorkspaceId } from "#shared/ids";

/** Gives workspaces their subnets. */
export interface Subnets {
  /** Records a free subnet for a workspace that has none and answers with the one it has now. Safe beside other processes. */
  allocate(id: WorkspaceId): Promise<string>;
  /** Takes the workspace's subnet away, for instance because somebody else's network lies there. */
  release(id: WorkspaceId): Promise<void>;
}

interface SubnetsParts {
  readonly database: Database;
  /** Other networks of the engine are kept clear of. */
  readonly engine: Pick<Engine, "networks">;
  /** In CIDR form. */
  readonly pool: string;
}

/** Two servers on one database can choose the same subnet at once; the second choice then succeeds or the third. */
const ATTEMPTS = 20;

/** Subnets from one pool; the database's unique column decides who has which. */
export function createSubnets({ database, engine, pool }: SubnetsParts): Subnets {
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

  return {
    async allocate(id) {
      const avoid = new Set<string>();
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const subnet = nextSubnet([...(await taken()), ...avoid], pool);
        if (subnet === undefined)
          throw new UserError("limit", "All networks of this server are in use. Tell the operator.");
        if (await record(id, subnet)) {
          const row = await database.workspace.findUniqueOrThrow({ where: { id }, select: { subnet: true } });
          if (row.subnet !== null) return row.subnet;
        }
        avoid.add(subnet);
      }
      throw new UserError(
        "busy",
        "No network could be chosen because many workspaces are opened right now. Try again.",
      );
    },
    async release(id) {
      await database.workspace.updateMany({ where: { id }, data: { subnet: null } });
    },
  };
}
