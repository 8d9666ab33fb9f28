import { readBytes, withFile } from "#server/files/file-read";
import { listTree } from "#server/files/tree-list";
import type { StarterFile } from "#server/workspaces/starter";
import { submissionBounds } from "#shared/submissions/submission";

/** Every file below `root`, a folder of the store of submissions, as a new workspace begins with them. */
export async function readStored(root: string): Promise<StarterFile[]> {
  const { files } = await listTree(root, [], { maxEntries: 4 * submissionBounds.files, maxDepth: 60 });
  const read: StarterFile[] = [];
  for (const { path, kind } of files) {
    if (kind !== "file") continue;
    await withFile(root, path, async ({ handle, stat }) => {
      const content = await readBytes(handle, 0, Number(stat.size));
      read.push({ path, executable: (Number(stat.mode) & 0o111) !== 0, content });
    });
  }
  return read;
}
