import type { Database } from "#prisma/client";
import type { ContentStore } from "#server/artifacts/content-store";
import { readStored } from "#server/submissions/stored-files";
import type { SubmissionRecords } from "#server/submissions/submission-records";
import type { StarterFile } from "#server/workspaces/starter";

interface StarterParts {
  readonly database: Database;
  readonly records: Pick<SubmissionRecords, "contentOfCopy">;
  readonly store: Pick<ContentStore, "placeOf">;
}

/** What a new workspace of a version begins with: the experiment's starter, or for a copy of a submission what was handed in. */
export function createStarter({ database, records, store }: StarterParts) {
  return async (versionId: string): Promise<readonly StarterFile[]> => {
    const submitted = await records.contentOfCopy(versionId);
    if (submitted !== undefined) return readStored(store.placeOf("folder", submitted));
    return database.experimentFile.findMany({
      where: { versionId, tree: "starter" },
      select: { path: true, executable: true, content: true },
    });
  };
}
