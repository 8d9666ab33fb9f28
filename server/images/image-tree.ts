import { constants, lstatSync, readlinkSync, symlinkSync, unlinkSync } from "node:fs";
import { lchown, mkdir, open } from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import { extract, pack } from "tar-stream";
import { codeOf } from "#server/files/file-failure";
import { decodeName, encodeName } from "#server/files/file-name";
import { openByPath } from "#server/files/file-read";
import { listTree } from "#server/files/tree-list";
import { Folder, inParent, type OpenFile, type Owner, partsOf } from "#server/files/walk";
import { UserError } from "#shared/failures";
import type { FileEntry } from "#shared/views";

/** What one image may add to its base, and how deep: the largest exercise's `node_modules` has 9,000 files. */
export const imageBounds = { maxBytes: 256 * 1024 * 1024, maxEntries: 20_000, maxDepth: 60 };

/** The files of one stage of an image that is being built: a folder of ours on the workspace's disk, whose content is hostile after a `RUN`. */
export interface ImageTree {
  /** Its root on the host; `/app` of the image is `<root>/app`. */
  readonly root: string;
  isFolder(path: string): boolean;
  /** Makes a folder with those above it. */
  folder(path: string): Promise<void>;
  /** Puts a file's bytes in place of what is there. The caller closes the file. */
  file(path: string, source: OpenFile, mode: number): Promise<void>;
  link(path: string, target: Buffer): Promise<void>;
  /** Everything in it. Throws UserError("limit") above the bounds. */
  list(): Promise<FileEntry[]>;
  open(path: string): Promise<OpenFile>;
  linkTarget(path: string): Promise<Buffer>;
  /** All of it as a tar, everything the student's. */
  pack(): Readable;
  /** Takes a tar in that `pack` made. */
  unpack(source: Readable): Promise<void>;
}

/** The user of every instance owns what an image adds. */
const owner: Owner = { uid: 10001, gid: 10001 };
/** The same tree makes the same tar. */
const mtime = new Date(Date.UTC(2020, 0, 1));

/** A tree in an own, new folder; absolute paths are those of the image. */
export async function createImageTree(root: string): Promise<ImageTree> {
  await mkdir(root, { recursive: true, mode: 0o700 });

  /** Runs `work` in the folder that holds the last part, which is made when missing; a link on the way is refused. */
  async function inPlace<T>(path: string, work: (folder: Folder, name: Buffer) => Promise<T> | T): Promise<T> {
    try {
      return await inParent(root, path.slice(1), work, owner);
    } catch (error) {
      const code = codeOf(error);
      if (code === "ENOTDIR" || code === "ELOOP")
        throw new UserError("invalid", `${path} cannot be made: a part of its path is no folder.`);
      throw error;
    }
  }

  async function list(): Promise<FileEntry[]> {
    const { files, truncated } = await listTree(root, [], imageBounds);
    if (truncated) throw new UserError("limit", "An image can add at most 20,000 files, 60 folders deep.");
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    if (bytes > imageBounds.maxBytes)
      throw new UserError("limit", "An image can add at most 256 MB to the image it is built on.");
    return files;
  }

  async function packInto(archive: ReturnType<typeof pack>): Promise<void> {
    for (const entry of await list()) {
      const header = { name: entry.path, uid: owner.uid, gid: owner.gid, mtime };
      if (encodeName(entry.path).toString("utf8") !== entry.path)
        throw new UserError("invalid", "A file name in the image is not valid UTF-8.");
      if (entry.kind === "folder") archive.entry({ ...header, type: "directory", mode: 0o755 });
      if (entry.kind === "link") {
        const linkname = (await linkTarget(`/${entry.path}`)).toString("utf8");
        archive.entry({ ...header, type: "symlink", linkname, mode: 0o777 });
      }
      if (entry.kind === "file") await packFile(archive, header, await openByPath(root, entry.path));
    }
    archive.finalize();
  }

  async function linkTarget(path: string): Promise<Buffer> {
    return inParent(root, path.slice(1), (folder, name) => readlinkSync(folder.at(name), { encoding: "buffer" }));
  }

  async function write(path: string, mode: number, source: AsyncIterable<Uint8Array>): Promise<void> {
    await inPlace(path, async (folder, name) => {
      clear(folder, name);
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
      const handle = await open(folder.at(name), flags, 0o600);
      try {
        for await (const chunk of source) await handle.writeFile(chunk);
        await handle.chown(owner.uid, owner.gid);
        await handle.chmod(mode & 0o777);
      } finally {
        await handle.close();
      }
    });
  }

  async function link(path: string, target: Buffer): Promise<void> {
    await inPlace(path, async (folder, name) => {
      clear(folder, name);
      symlinkSync(target, folder.at(name));
      await lchown(folder.at(name), owner.uid, owner.gid);
    });
  }

  async function folder(path: string): Promise<void> {
    await inPlace(path, (parent, name) => parent.childOrMake(name, owner).close());
  }

  return {
    root,
    isFolder(path) {
      // What a student made may be a link to a folder: then it is none here.
      let place = Folder.root(root);
      try {
        for (const part of partsOf(path.slice(1))) {
          const next = place.child(part);
          place.close();
          place = next;
        }
        return true;
      } catch {
        return false;
      } finally {
        place.close();
      }
    },
    folder,
    file: (path, { handle }, mode) => write(path, mode, handle.createReadStream({ start: 0, autoClose: false })),
    link,
    list,
    open: (path) => openByPath(root, path.slice(1)),
    linkTarget,
    pack() {
      const archive = pack();
      packInto(archive).catch((error: unknown) =>
        archive.destroy(error instanceof Error ? error : new Error("packing failed")),
      );
      return archive;
    },
    async unpack(source) {
      const archive = extract();
      source.on("error", (error) => archive.destroy(error));
      source.pipe(archive);
      for await (const entry of archive) {
        const { name, type, mode = 0o644, linkname } = entry.header;
        const path = `/${name.replace(/\/$/, "")}`;
        if (type === "directory") await folder(path);
        else if (type === "symlink") await link(path, Buffer.from(linkname ?? ""));
        else if (type === "file") await write(path, mode, entry);
        entry.resume();
      }
    },
  };
}

/** Waits until more can be written, or until nobody wants it any more. */
function roomIn(entry: Writable, archive: Readable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      entry.off("drain", done);
      archive.off("close", done);
      resolve();
    };
    entry.once("drain", done);
    archive.once("close", done);
    if (archive.destroyed) done();
  });
}

/** Takes away what a file is to replace; a folder stays and makes the writing fail with a sentence. */
function clear(folder: Folder, name: Buffer): void {
  const stat = folder.look(name);
  if (stat === undefined) return;
  if (lstatSync(folder.at(name)).isDirectory())
    throw new UserError("invalid", `${decodeName(name)} is a folder already, so no file can take its place.`);
  unlinkSync(folder.at(name));
}

interface Header {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: Date;
}

async function packFile(archive: ReturnType<typeof pack>, header: Header, file: OpenFile): Promise<void> {
  try {
    const size = Number(file.stat.size);
    // Neither set-user-id nor sticky bits leave a build.
    const entry = archive.entry({ ...header, type: "file", mode: Number(file.stat.mode) & 0o777, size });
    let left = size;
    if (size > 0) {
      for await (const chunk of file.handle.createReadStream({ start: 0, end: size - 1, autoClose: false })) {
        left -= chunk.length;
        if (!entry.write(chunk)) await roomIn(entry, archive);
        if (archive.destroyed) return;
      }
    }
    if (left > 0) throw new UserError("refused", `${header.name} changed while the image was packed. Try again.`);
    entry.end();
  } finally {
    await file.handle.close();
  }
}
