import { type BigIntStats, constants } from "node:fs";
import { link, open, rename } from "node:fs/promises";
import type { Readable } from "node:stream";
import { codeOf, explaining } from "#server/files/file-failure";
import { isText, readBytes } from "#server/files/file-read";
import { openStaging, type StagedFile, type Staging } from "#server/files/staging";
import { entryOf, versionOf } from "#server/files/tree-list";
import { type Folder, inParent, type Owner, openFile } from "#server/files/walk";
import { UserError } from "#shared/failures";
import type { FilePath } from "#shared/ids";
import { maxTextBytes, type WriteResult } from "#shared/socket/catalogue";
import type { FileEntry } from "#shared/views";

/** What to write and on which version it is based; see the catalogue's `files:write`. */
export interface TextWrite {
  readonly path: FilePath;
  readonly text: string;
  readonly base: string | null;
  readonly force: boolean;
}

/** Permissions of a file that did not exist before. */
const newFileMode = 0o644;

/**
 * Replaces a file's text as a whole: after `saved` it survives a crash, and at every moment a reader finds the old or the
 * new text, never a mixture. One call per workspace at a time; against programs in containers the version is compared
 * twice, the second time immediately before the exchange.
 */
export async function writeText(root: string, owner: Owner, write: TextWrite): Promise<WriteResult> {
  const bytes = Buffer.from(write.text, "utf8");
  if (bytes.length > maxTextBytes) {
    throw new UserError(
      "limit",
      `${write.path} would be larger than 2 MiB, the most that the editor saves. Upload it instead.`,
    );
  }
  // A file whose folder is gone is a conflict like a file that is gone; only a new or a forced one makes folders.
  const make = write.base === null || write.force ? owner : undefined;
  try {
    return await explaining(write.path, () =>
      inParent(root, write.path, (folder, name) => writeIn(root, folder, name, owner, write, bytes), make),
    );
  } catch (error) {
    const isGone = error instanceof UserError && error.code === "unknown";
    if (isGone && make === undefined) return { kind: "conflict", current: null };
    throw error;
  }
}

async function writeIn(
  root: string,
  folder: Folder,
  name: Buffer,
  owner: Owner,
  write: TextWrite,
  bytes: Buffer,
): Promise<WriteResult> {
  const before = folder.look(name);
  refuseUnlessFile(before, write.path);
  if (differs(before, write)) return conflict(folder, name, write, bytes);
  return staged(root, owner, modeOf(before), async (staging, file) => {
    await file.handle.writeFile(bytes);
    await distinguish(file, before);
    await file.handle.sync();
    const now = folder.look(name);
    refuseUnlessFile(now, write.path);
    if (differs(now, write)) return conflict(folder, name, write, bytes);
    if (now === undefined && !write.force) {
      if (!(await nameNew(staging, file, folder, name))) return conflict(folder, name, write, bytes);
    } else {
      await rename(staging.folder.at(file.name), folder.at(name));
    }
    await syncFolder(folder);
    return { kind: "saved", version: versionOf(await file.handle.stat({ bigint: true })) };
  });
}

/** Puts a stream's bytes under a path, replacing a file that is there; makes missing folders. Nothing is seen of it until all of it is on the disk. */
export async function writeStream(root: string, owner: Owner, path: FilePath, body: Readable): Promise<FileEntry> {
  return explaining(path, () =>
    inParent(
      root,
      path,
      async (folder, name) => {
        const before = folder.look(name);
        refuseUnlessFile(before, path);
        return staged(root, owner, modeOf(before), async (staging, file) => {
          for await (const chunk of body) await file.handle.writeFile(chunk);
          await distinguish(file, before);
          await file.handle.sync();
          refuseUnlessFile(folder.look(name), path);
          await rename(staging.folder.at(file.name), folder.at(name));
          await syncFolder(folder);
          return entryOf(path, await file.handle.stat({ bigint: true }));
        });
      },
      owner,
    ),
  );
}

/** Makes an empty file. Throws EEXIST. */
export async function createFile(folder: Folder, name: Buffer, owner: Owner): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const handle = await open(folder.at(name), flags, newFileMode);
  try {
    await handle.chown(owner.uid, owner.gid);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(folder);
}

/** Makes the names in a folder durable. */
export async function syncFolder(folder: Folder): Promise<void> {
  const handle = await open(`${folder.self}/.`, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function staged<T>(
  root: string,
  owner: Owner,
  mode: number,
  work: (staging: Staging, file: StagedFile) => Promise<T>,
): Promise<T> {
  const staging = await openStaging(root);
  try {
    const file = await staging.create(owner, mode);
    try {
      return await work(staging, file);
    } finally {
      await file.handle.close();
      await staging.discard(file);
    }
  } finally {
    staging.close();
  }
}

/** Names a staged file, unless the name is taken. */
async function nameNew(staging: Staging, file: StagedFile, folder: Folder, name: Buffer): Promise<boolean> {
  try {
    await link(staging.folder.at(file.name), folder.at(name));
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function differs(current: BigIntStats | undefined, write: TextWrite): boolean {
  if (write.force) return false;
  return (current === undefined ? null : versionOf(current)) !== write.base;
}

function modeOf(before: BigIntStats | undefined): number {
  return before === undefined ? newFileMode : Number(before.mode) & 0o777;
}

function refuseUnlessFile(stat: BigIntStats | undefined, path: string): void {
  if (stat === undefined || stat.isFile()) return;
  const what = stat.isDirectory()
    ? "a folder"
    : stat.isSymbolicLink()
      ? "a link, and links are not followed here"
      : "not a file";
  throw new UserError("refused", `${path} is ${what}.`);
}

/** Makes sure that the new content's version is another one than the old content's, also when the clock did not tick between them. */
async function distinguish(file: StagedFile, before: BigIntStats | undefined): Promise<void> {
  const fresh = await file.handle.stat({ bigint: true });
  if (before === undefined || fresh.mtimeNs !== before.mtimeNs) return;
  const later = Number(fresh.mtimeNs / 1000n + 2n) / 1e6;
  await file.handle.utimes(later, later);
}

/** What is there instead of the base. Nobody loses anything when it is what was to be written, so that is `saved`. */
async function conflict(folder: Folder, name: Buffer, write: TextWrite, bytes: Buffer): Promise<WriteResult> {
  let file: Awaited<ReturnType<typeof openFile>>;
  try {
    file = await openFile(folder, name);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { kind: "conflict", current: null };
    throw error;
  }
  try {
    const version = versionOf(file.stat);
    const current =
      Number(file.stat.size) > maxTextBytes ? undefined : await readBytes(file.handle, 0, Number(file.stat.size));
    if (current === undefined || !isText(current)) {
      throw new UserError(
        "conflict",
        `${write.path} was replaced by something that is not a text of at most 2 MiB. Save your text under another name.`,
      );
    }
    if (current.equals(bytes)) return { kind: "saved", version };
    return { kind: "conflict", current: { text: current.toString("utf8"), version } };
  } finally {
    await file.handle.close();
  }
}
