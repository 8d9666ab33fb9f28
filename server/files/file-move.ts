import { link, rename, unlink } from "node:fs/promises";
import { explaining, fileFailure } from "#server/files/file-failure";
import { syncFolder } from "#server/files/file-write";
import { type Folder, inParent, type Owner, systemError } from "#server/files/walk";
import type { FilePath } from "#shared/ids";

/** Gives a file, link or folder another path; makes missing folders on the way. Throws a conflict when something is there already. */
export async function movePath(root: string, owner: Owner, from: FilePath, to: FilePath): Promise<void> {
  if (from === to) return;
  if (to.startsWith(`${from}/`)) throw fileFailure(systemError("EINVAL"), from);
  await explaining(from, () =>
    inParent(root, from, async (source, oldName) => {
      if (source.look(oldName) === undefined) throw systemError("ENOENT");
      await explaining(to, () =>
        inParent(
          root,
          to,
          async (target, newName) => {
            if (target.look(newName) !== undefined) throw systemError("EEXIST");
            await placeEntry(source, oldName, target, newName);
            await syncFolder(target);
            await syncFolder(source);
          },
          owner,
        ),
      );
    }),
  );
}

/** Gives an entry of one folder a name in another, both on the same disk. Never replaces a file; throws EEXIST or ENOTEMPTY. */
export async function placeEntry(source: Folder, oldName: Buffer, target: Folder, newName: Buffer): Promise<void> {
  if (source.look(oldName)?.isDirectory()) {
    await rename(source.at(oldName), target.at(newName));
    return;
  }
  // rename(2) would replace what somebody puts there at this moment; link(2) never does.
  await link(source.at(oldName), target.at(newName));
  await unlink(source.at(oldName));
}
