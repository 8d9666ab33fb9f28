import type { Database } from "#prisma/client";
import { Prisma } from "#prisma/generated/client";

/** The newest rows of many workspaces in one question each: ids only, whose rows are then read as usual. */
export interface NewestRows {
  /** The newest build of each workspace, and the newest that failed. */
  builds(workspaces: readonly string[]): Promise<string[]>;
  /** The newest run of each instance, and each workspace's newest that failed. */
  runs(workspaces: readonly string[]): Promise<string[]>;
  /** The deployment in force of each instance. */
  deployments(workspaces: readonly string[]): Promise<string[]>;
}

/** Standard SQL that SQLite and PostgreSQL understand alike. */
export function createNewestRows(database: Database): NewestRows {
  async function ids(query: Prisma.Sql): Promise<string[]> {
    const rows = await database.$queryRaw<{ id: string }[]>(query);
    return rows.map(({ id }) => id);
  }

  return {
    async builds(workspaces) {
      if (workspaces.length === 0) return [];
      const among = Prisma.join(workspaces);
      return ids(Prisma.sql`SELECT "id" FROM (
        SELECT "id",
          ROW_NUMBER() OVER (PARTITION BY "workspaceId" ORDER BY "number" DESC) AS "place",
          "state" AS "state",
          ROW_NUMBER() OVER (PARTITION BY "workspaceId", "state" ORDER BY "number" DESC) AS "placeInState"
        FROM "Build" WHERE "workspaceId" IN (${among})) AS "ranked"
        WHERE "place" = 1 OR ("placeInState" = 1 AND "state" IN ('failed', 'timed-out'))`);
    },
    async runs(workspaces) {
      if (workspaces.length === 0) return [];
      const among = Prisma.join(workspaces);
      return ids(Prisma.sql`SELECT "id" FROM (
        SELECT "id",
          ROW_NUMBER() OVER (PARTITION BY "workspaceId", "instance" ORDER BY "number" DESC) AS "place",
          "state" AS "state",
          ROW_NUMBER() OVER (PARTITION BY "workspaceId", "state" ORDER BY "startedAt" DESC) AS "placeInState"
        FROM "Run" WHERE "workspaceId" IN (${among})) AS "ranked"
        WHERE "place" = 1 OR ("placeInState" = 1 AND "state" = 'failed')`);
    },
    async deployments(workspaces) {
      if (workspaces.length === 0) return [];
      const among = Prisma.join(workspaces);
      return ids(Prisma.sql`SELECT "id" FROM (
        SELECT "id", ROW_NUMBER() OVER (PARTITION BY "workspaceId", "instance" ORDER BY "createdAt" DESC, "id" DESC) AS "place"
        FROM "Deployment" WHERE "workspaceId" IN (${among})) AS "ranked"
        WHERE "place" = 1`);
    },
  };
}
