import { once } from "node:events";
import type { Readable } from "node:stream";
import { type Entry, open, type ZipFile } from "yauzl";
import { artifactBounds, type TreeWriter } from "#server/artifacts/tree-writer";
import { UserError } from "#shared/failures";

interface ZipEntry {
  readonly entry: Entry;
  readonly path: readonly string[];
  readonly isFolder: boolean;
  readonly executable: boolean;
}

/** Unpacks an uploaded zip. A single folder around everything is left out. Refuses, with a sentence: names that lead elsewhere, links, encryption, bombs, absurd counts. */
export async function unpackZip(path: string, tree: TreeWriter): Promise<void> {
  const zip = await refusing(() => openZip(path));
  try {
    const entries = await refusing(() => readEntries(zip));
    const strip = hasSingleFolder(entries) ? 1 : 0;
    for (const one of entries) {
      const target = one.path.slice(strip).map((part) => Buffer.from(part, "utf8"));
      if (target.length === 0) continue;
      if (one.isFolder) await tree.folder(target);
      else await refusing(() => unpackEntry(zip, one, target, tree));
    }
  } finally {
    zip.close();
  }
}

function openZip(path: string): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true };
  return new Promise((resolve, reject) => {
    open(path, options, (error, zip) => (error === null ? resolve(zip) : reject(error)));
  });
}

async function unpackEntry(zip: ZipFile, one: ZipEntry, target: readonly Buffer[], tree: TreeWriter): Promise<void> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(one.entry, (error, opened) => (error === null ? resolve(opened) : reject(error)));
  });
  try {
    await tree.file(target, one.executable, stream);
  } finally {
    stream.destroy();
  }
}

async function readEntries(zip: ZipFile): Promise<ZipEntry[]> {
  if (zip.entryCount > artifactBounds.maxEntries) throw tooMany();
  const entries: ZipEntry[] = [];
  let total = 0;
  let failure: unknown;
  zip.on("error", (error: unknown) => {
    failure = error;
  });
  zip.on("entry", (entry: Entry) => {
    try {
      entries.push(checked(entry));
      total += entry.uncompressedSize;
      if (entries.length > artifactBounds.maxEntries) throw tooMany();
      if (total > artifactBounds.maxBytes) throw new UserError("limit", "This zip unpacks to more than 256 MiB.");
      zip.readEntry();
    } catch (error) {
      failure = error;
      zip.emit("end");
    }
  });
  zip.readEntry();
  await once(zip, "end");
  if (failure !== undefined) throw failure;
  return entries;
}

function checked(entry: Entry): ZipEntry {
  const isFolder = entry.fileName.endsWith("/");
  const path = entry.fileName.split("/").filter((part, index, parts) => part !== "" || index < parts.length - 1);
  const leads = path.some(
    (part) => part === "" || part === "." || part === ".." || part.includes("\0") || part.includes("\\"),
  );
  if (leads || path.length === 0)
    throw new UserError("invalid", `This zip has an entry whose name leads elsewhere: ${entry.fileName}.`);
  if ((entry.generalPurposeBitFlag & 1) !== 0)
    throw new UserError("invalid", "This zip is encrypted. Upload one without a password.");
  // The upper half of the external attributes is the Unix mode, where a Unix tool wrote it.
  const mode = entry.externalFileAttributes >>> 16;
  const type = mode & 0o170000;
  if (type !== 0 && type !== 0o100000 && type !== 0o040000) {
    throw new UserError(
      "invalid",
      `${entry.fileName} is a link or a special file. Upload a zip with plain files and folders.`,
    );
  }
  return { entry, path, isFolder, executable: (mode & 0o111) !== 0 };
}

function hasSingleFolder(entries: readonly ZipEntry[]): boolean {
  const [first] = entries;
  if (first === undefined) return false;
  return entries.every((one) => one.path[0] === first.path[0] && (one.path.length > 1 || one.isFolder));
}

function tooMany(): UserError {
  return new UserError("limit", "This zip has more than 20,000 entries.");
}

/** What yauzl refuses is the sender's mistake, whatever it is. System errors and our own sentences stay what they are. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isSystem = error instanceof Error && "syscall" in error;
    if (error instanceof UserError || isSystem) throw error;
    throw new UserError(
      "invalid",
      `This zip cannot be read: ${error instanceof Error ? error.message : "unknown error"}.`,
    );
  }
}
