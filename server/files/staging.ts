import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { Folder, type Owner } from "#server/files/walk";

/** A file that is being written where no student reaches it, on the same disk as the workspace's files. */
export interface StagedFile {
  readonly name: Buffer;
  readonly handle: FileHandle;
}

/**
 * The place beside a workspace's files where new content is made before it gets its name, and where removed things die.
 * What a crash leaves there belongs to nobody.
 */
export interface Staging {
  readonly folder: Folder;
  /** A new empty file with the given owner and permissions. The caller closes the handle and names or removes the file. */
  create(owner: Owner, mode: number): Promise<StagedFile>;
  /** Removes a staged file that did not get a name; fine when it did. */
  discard(file: StagedFile): Promise<void>;
  close(): void;
}

const folderName = "staging";

/** Opens (makes) the staging folder beside `root`. The caller closes it. */
export async function openStaging(root: string): Promise<Staging> {
  const place = path.join(path.dirname(root), folderName);
  await mkdir(place, { recursive: true, mode: 0o700 });
  const folder = Folder.root(place);
  return {
    folder,
    async create(owner, mode) {
      const name = stagedName();
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
      const handle = await open(folder.at(name), flags, 0o600);
      await handle.chown(owner.uid, owner.gid);
      await handle.chmod(mode);
      return { name, handle };
    },
    async discard(file) {
      await rm(folder.at(file.name), { force: true });
    },
    close: () => folder.close(),
  };
}

/** A name in the staging folder that nobody has. */
export function stagedName(): Buffer {
  return Buffer.from(randomBytes(9).toString("base64url"));
}

/** Removes what a crash left in the staging folder. Call it before anything is staged. */
export async function sweepStaging(
  root: string,
  removeTree: (folder: Folder, name: Buffer) => Promise<void>,
): Promise<void> {
  const staging = await openStaging(root);
  try {
    for (const name of await readdir(staging.folder.self, { encoding: "buffer" }))
      await removeTree(staging.folder, name);
  } finally {
    staging.close();
  }
}
