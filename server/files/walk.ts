/**
 * Every path below a workspace's root is hostile: a student may swap a folder for a link between any two of our system
 * calls. So no path is ever handed to the kernel as a whole. Each part is opened through the descriptor of the folder
 * before it, without following links, and a file is looked at (O_PATH: opens neither FIFO nor device) before it is read.
 */
import { type BigIntStats, closeSync, constants, fchownSync, fstatSync, lstatSync, mkdirSync, openSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { codeOf } from "#server/files/file-failure";
import { encodeName } from "#server/files/file-name";
import type { FilePath } from "#shared/ids";

/** Linux's O_PATH, which Node does not export: a descriptor that names a thing without opening it. */
const O_PATH = 0o10000000;
const folderFlags = O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/** Who owns what we make in a workspace: the user that programs in containers run as. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** A folder held by descriptor: what happens to its path meanwhile does not matter. Who opened it closes it. */
export class Folder {
  private constructor(private readonly fd: number) {}

  /** The folder at a path of ours (not a student's). Throws when it is a link or no folder. */
  static root(path: string): Folder {
    return new Folder(openSync(path, folderFlags));
  }

  /** The path of a name in this folder, for calls that do not follow a link at the end: lstat, rename, link, unlink, mkdir, rmdir, open with O_NOFOLLOW. */
  at(name: Buffer): Buffer {
    return Buffer.concat([Buffer.from(`/proc/self/fd/${this.fd}/`), name]);
  }

  /** The path of the folder itself, good while it is open. */
  get self(): string {
    return `/proc/self/fd/${this.fd}`;
  }

  /** A folder in this one. Throws ENOENT, ENOTDIR (also for links). */
  child(name: Buffer): Folder {
    return new Folder(openSync(this.at(name), folderFlags));
  }

  /** A folder in this one, made when missing. */
  childOrMake(name: Buffer, owner: Owner): Folder {
    try {
      return this.child(name);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
    }
    try {
      return this.make(name, owner);
    } catch (error) {
      // Somebody else made it first.
      if (codeOf(error) !== "EEXIST") throw error;
      return this.child(name);
    }
  }

  /** A new folder in this one. Throws EEXIST. */
  make(name: Buffer, owner: Owner): Folder {
    mkdirSync(this.at(name), 0o755);
    const folder = this.child(name);
    folder.own(owner);
    return folder;
  }

  /** What a name is, or undefined when there is nothing of that name. */
  look(name: Buffer): BigIntStats | undefined {
    return lstatSync(this.at(name), { bigint: true, throwIfNoEntry: false });
  }

  close(): void {
    closeSync(this.fd);
  }

  /** The stat of the folder itself. */
  stat(): BigIntStats {
    return fstatSync(this.fd, { bigint: true });
  }

  private own(owner: Owner): void {
    const fd = openSync(`${this.self}/.`, constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      fchownSync(fd, owner.uid, owner.gid);
    } finally {
      closeSync(fd);
    }
  }
}

/** A file's bytes and what they were when it was opened. Who asked for it closes it. */
export interface OpenFile {
  readonly handle: FileHandle;
  readonly stat: BigIntStats;
}

/** Opens a regular file of a folder for reading. Throws ENOENT, ELOOP for a link, EISDIR for a folder, ENXIO for anything else; never waits for a FIFO. */
export async function openFile(folder: Folder, name: Buffer): Promise<OpenFile> {
  const looked = await open(folder.at(name), O_PATH | constants.O_NOFOLLOW);
  try {
    const stat = await looked.stat({ bigint: true });
    if (stat.isSymbolicLink()) throw systemError("ELOOP");
    if (stat.isDirectory()) throw systemError("EISDIR");
    if (!stat.isFile()) throw systemError("ENXIO");
    // This path leads to the very file that was looked at, whatever its name leads to by now.
    const handle = await open(`/proc/self/fd/${looked.fd}`, constants.O_RDONLY | constants.O_NONBLOCK);
    return { handle, stat };
  } finally {
    await looked.close();
  }
}

/** The parts of a path as the kernel knows them. */
export function partsOf(path: FilePath | string): Buffer[] {
  return path.split("/").map(encodeName);
}

/** Runs `work` in the folder that holds the last part of `path`. `make`: missing folders on the way are made, owned by it. */
export async function inParent<T>(
  root: string,
  path: FilePath | string,
  work: (folder: Folder, name: Buffer) => Promise<T> | T,
  make?: Owner,
): Promise<T> {
  const parts = partsOf(path);
  const name = parts.pop() ?? Buffer.alloc(0);
  return inFolder(root, parts, (folder) => work(folder, name), make);
}

/** Runs `work` in the folder below `root` that the parts lead to. */
export async function inFolder<T>(
  root: string,
  parts: readonly Buffer[],
  work: (folder: Folder) => Promise<T> | T,
  make?: Owner,
): Promise<T> {
  let folder = Folder.root(root);
  try {
    for (const part of parts) {
      const next = make === undefined ? folder.child(part) : folder.childOrMake(part, make);
      folder.close();
      folder = next;
    }
    return await work(folder);
  } finally {
    folder.close();
  }
}

/** An error that looks like a failed system call, for what we refuse ourselves. */
export function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}
