import type { Database } from "#prisma/client";
import type { WorkspaceId } from "#shared/ids";
import type { ArtifactView } from "#shared/views";

/** Whether sources have changed since an artifact was built from them. Of one that was made elsewhere nobody knows: false. */
export type IsStale = (workspace: WorkspaceId, artifact: ArtifactView | undefined) => Promise<boolean>;

interface StalenessParts {
  readonly database: Database;
  /** A hash over the sources: equal as long as a build would see the same. */
  readonly sourceHash: (workspace: WorkspaceId) => Promise<string>;
}

/** Builds are immutable, so what they were made from is asked once; this many are remembered. */
const REMEMBERED = 1000;

/** Compares the sources by content, so that what is undone is not stale. */
export function createStaleness({ database, sourceHash }: StalenessParts): IsStale {
  const known = new Map<string, string>();

  async function hashOfBuild(id: string): Promise<string | undefined> {
    const remembered = known.get(id);
    if (remembered !== undefined) return remembered;
    const build = await database.build.findUnique({ where: { id }, select: { sourceHash: true } });
    const hash = build?.sourceHash ?? undefined;
    if (known.size >= REMEMBERED) known.clear();
    if (hash !== undefined) known.set(id, hash);
    return hash;
  }

  return async (workspace, artifact) => {
    if (artifact?.build === undefined) return false;
    const built = await hashOfBuild(artifact.build.id);
    return built !== undefined && built !== (await sourceHash(workspace));
  };
}
