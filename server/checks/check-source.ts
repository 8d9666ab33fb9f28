import type { Database } from "#prisma/client";
import type { Workspace } from "#server/workspaces/workspace";
import { type ParsedChecks, parseChecks } from "#shared/checks/parse-checks";

/** What the experiments of workspaces check. */
export interface CheckSource {
  /** The checks of a workspace's version; read once, since versions do not change. */
  of(workspace: Pick<Workspace, "versionId" | "written">): Promise<ParsedChecks>;
}

/** Checks from the database. */
export function createCheckSource(database: Database): CheckSource {
  const known = new Map<string, ParsedChecks>();
  return {
    async of({ versionId, written }) {
      const remembered = known.get(versionId);
      if (remembered !== undefined) return remembered;
      const files = await database.experimentFile.findMany({
        where: { versionId, tree: "checks" },
        select: { path: true, content: true },
      });
      const texts = files.map(({ path, content }) => ({ path, text: Buffer.from(content).toString("utf8") }));
      const parsed = parseChecks(texts, written);
      known.set(versionId, parsed);
      return parsed;
    },
  };
}
