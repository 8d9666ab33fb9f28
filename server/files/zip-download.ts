import { readlinkSync } from "node:fs";
import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { explaining } from "#server/files/file-failure";
import { openByPath } from "#server/files/file-read";
import { listTree } from "#server/files/tree-list";
import { inParent, partsOf } from "#server/files/walk";
import { UserError } from "#shared/failures";
import type { FileEntry } from "#shared/views";

/** A zip holds at most so many entries and so many bytes before compression: twice what a workspace's disk can hold, so that only sparse giants are refused. */
const bounds = { maxEntries: 50_000, maxDepth: 60 };
const maxBytes = 1024 * 1024 * 1024;
/** zlib level 4: three times as fast as the default for 3 % more bytes. */
const compressionLevel = 4;
const linkMode = 0o120777;

declare module "yazl" {
  // Its types are older than these: made when their turn comes, so that only one file is open at a time.
  interface ZipFile {
    addReadStreamLazy(name: string, options: Partial<Options>, open: (done: LazyDone) => void): void;
  }
  interface Options {
    compressionLevel: number;
  }
}
type LazyDone = (error: unknown, stream: Readable) => void;

/** A zip of everything below `start` (undefined: the whole workspace), made while it is read; destroying it ends the work. Links are stored as links; pipes and devices are left out. Throws a UserError when it would be too large. */
export async function zipOf(root: string, start: string | undefined): Promise<Readable> {
  const startParts = start === undefined ? [] : partsOf(start);
  const { files, truncated } = await explaining(start ?? "The workspace", () => listTree(root, startParts, bounds));
  const total = files.reduce((sum, file) => sum + (file.kind === "file" ? file.size : 0), 0);
  if (truncated || total > maxBytes) {
    throw new UserError(
      "limit",
      "This is more than 50,000 files or 1 GB, too much for one zip. Download a smaller folder.",
    );
  }
  const zip = new ZipFile();
  const output = zip.outputStream;
  if (!(output instanceof Readable)) throw new Error("yazl's output is no Readable any more");
  let current: Readable | undefined;
  zip.on("error", (error: Error) => output.destroy(error));
  output.once("close", () => current?.destroy());
  const prefixLength = start === undefined ? 0 : start.length + 1;
  for (const entry of files) {
    addEntry(zip, root, entry, safeZipPath(entry.path.slice(prefixLength)), (stream) => {
      current = stream;
      if (output.destroyed) stream.destroy();
      return stream;
    });
  }
  zip.end();
  return output;
}

function addEntry(
  zip: ZipFile,
  root: string,
  entry: FileEntry,
  name: string,
  opened: (stream: Readable) => Readable,
): void {
  const mtime = new Date(entry.modifiedAt);
  if (entry.kind === "folder") zip.addEmptyDirectory(name, { mtime });
  if (entry.kind !== "file" && entry.kind !== "link") return;
  const options = entry.kind === "link" ? { mtime, mode: linkMode } : { mtime, compressionLevel };
  zip.addReadStreamLazy(name, options, (done) => {
    contentOf(root, entry).then(
      (stream) => done(null, opened(stream)),
      (error: unknown) => done(error, Readable.from([])),
    );
  });
}

async function contentOf(root: string, entry: FileEntry): Promise<Readable> {
  return entry.kind === "link" ? Readable.from([await targetOf(root, entry.path)]) : readerOf(root, entry);
}

/** The file's bytes, at most as many as were listed; none when it went away meanwhile. */
async function readerOf(root: string, entry: FileEntry): Promise<Readable> {
  try {
    const { handle } = await openByPath(root, entry.path);
    if (entry.size === 0) {
      await handle.close();
      return Readable.from([]);
    }
    return handle.createReadStream({ start: 0, end: entry.size - 1 });
  } catch (error) {
    if (error instanceof UserError) return Readable.from([]);
    throw error;
  }
}

async function targetOf(root: string, path: string): Promise<Buffer> {
  return inParent(root, path, (folder, name) => {
    if (folder.look(name)?.isSymbolicLink() !== true) return Buffer.alloc(0);
    return readlinkSync(folder.at(name), { encoding: "buffer" });
  });
}

/** Zip readers on other systems take `\` for a separator and `C:` for a drive: a name may not leave the folder it is unpacked in. */
function safeZipPath(path: string): string {
  return path
    .split("/")
    .map((part) => part.replace(/[\\:]/g, "_"))
    .map((part) => (part === ".." || part === "." ? "_" : part))
    .join("/");
}
