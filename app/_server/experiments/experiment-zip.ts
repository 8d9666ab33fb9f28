import { once } from "node:events";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { ZipFile as ZipWriter } from "yazl";
import { type Content, type ContentFile, checkBounds } from "#app/_server/experiments/experiment-content";
import { composePath, DraftPath, draftBounds, sheetPath } from "#shared/authoring/draft";
import { UserError } from "#shared/failures";

/** The most bytes of an uploaded zip: it holds compressed what an experiment may hold. */
export const maxZipBytes = draftBounds.bytes;

/** Entries that are looked at: an experiment's files with their folders, and what a file manager leaves beside them. */
const maxEntries = 2000;

/** An experiment's folder as a zip with one folder, `name`, around everything. The same content gives the same zip. */
export async function writeZip(name: string, content: Content): Promise<Buffer> {
  const zip = new ZipWriter();
  // The earliest time that a zip can say.
  const mtime = new Date(1980, 0, 1);
  for (const { path, executable, content: bytes } of content) {
    zip.addBuffer(Buffer.from(bytes), `${name}/${path}`, { mtime, mode: executable ? 0o100755 : 0o100644 });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** What a zip holds of an experiment, and the paths that have no place in one. */
export interface ReadZip {
  readonly content: Content;
  readonly leftOut: readonly string[];
}

/**
 * Reads an experiment's folder from a zip, with or without a folder around it. Nothing is written anywhere. Throws UserError
 * with a sentence for what is no zip, leads elsewhere, is a link, is encrypted or unpacks to more than an experiment may hold.
 */
export async function readZip(bytes: Buffer): Promise<ReadZip> {
  const zip = await explaining(() => openZip(bytes));
  try {
    return await explaining(() => readAll(zip));
  } finally {
    zip.close();
  }
}

async function readAll(zip: ZipFile): Promise<ReadZip> {
  const entries = await filesOf(zip);
  const strip = hasSingleFolder(entries) ? 1 : 0;
  const leftOut: string[] = [];
  const wanted: { path: string; entry: Entry }[] = [];
  for (const entry of entries) {
    const path = usualName(entry.fileName.split("/").slice(strip).join("/"));
    if (DraftPath.safeParse(path).success && !isByProduct(path)) wanted.push({ path, entry });
    else leftOut.push(path);
  }
  if (!wanted.some(({ path }) => path === composePath))
    throw new UserError("invalid", `This zip has no ${composePath} at its top, so it is no experiment.`);
  const doubled = wanted.find(({ path }, index) => wanted.findIndex((one) => one.path === path) !== index);
  if (doubled !== undefined) throw new UserError("invalid", `This zip has two files ${doubled.path}.`);
  // By what the zip says of itself; what it then unpacks to is counted again.
  checkBounds(wanted.map(({ path, entry }) => ({ path, size: entry.uncompressedSize })));
  const content: ContentFile[] = [];
  for (const { path, entry } of wanted) content.push({ path, ...(await unpack(zip, entry)) });
  if (!content.some(({ path }) => path === sheetPath))
    content.push({ path: sheetPath, executable: false, content: new Uint8Array() });
  return { content, leftOut };
}

/** The entries that are files, their names checked. */
async function filesOf(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > maxEntries) throw tooMany();
  const entries: Entry[] = [];
  let failure: unknown;
  zip.on("error", (error: unknown) => {
    failure = error;
  });
  zip.on("entry", (entry: Entry) => {
    try {
      checkEntry(entry);
      if (!entry.fileName.endsWith("/")) entries.push(entry);
      if (entries.length > maxEntries) throw tooMany();
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

function checkEntry(entry: Entry): void {
  const name = entry.fileName;
  const parts = (name.endsWith("/") ? name.slice(0, -1) : name).split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".." || /[\0\\]/.test(part)))
    throw new UserError("invalid", `This zip has an entry whose name leads elsewhere: ${name}.`);
  if ((entry.generalPurposeBitFlag & 1) !== 0)
    throw new UserError("invalid", "This zip is encrypted. Use one without a password.");
  // The upper half of the external attributes is the Unix mode, where a Unix tool wrote it.
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (type !== 0 && type !== 0o100000 && type !== 0o040000)
    throw new UserError("invalid", `${name} is a link or a special file. Use a zip with plain files and folders.`);
}

async function unpack(zip: ZipFile, entry: Entry): Promise<Omit<ContentFile, "path">> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error === null ? resolve(opened) : reject(error)));
  });
  // yauzl ends the stream with an error as soon as it is longer than the entry said.
  const content = new Uint8Array(await buffer(stream));
  return { content, executable: ((entry.externalFileAttributes >>> 16) & 0o111) !== 0 };
}

function openZip(bytes: Buffer): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true };
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, options, (error, zip) => (error === null ? resolve(zip) : reject(error)));
  });
}

function hasSingleFolder(entries: readonly Entry[]): boolean {
  const [first] = entries;
  const top = first?.fileName.split("/")[0];
  return first !== undefined && entries.every(({ fileName }) => fileName.startsWith(`${top}/`));
}

/** The names under which others keep the same file. */
function usualName(path: string): string {
  return /^(docker-)?compose\.ya?ml$/.test(path) ? composePath : path;
}

/** What tools leave behind and no experiment means. */
function isByProduct(path: string): boolean {
  return path
    .split("/")
    .some((part) => ["node_modules", "__pycache__", ".git", "__MACOSX", ".DS_Store"].includes(part));
}

function tooMany(): UserError {
  return new UserError("limit", `This zip has more than ${maxEntries} entries.`);
}

/** What yauzl refuses is the sender's mistake, whatever it is. */
async function explaining<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? error.message : "unknown error";
    throw new UserError("invalid", `This zip cannot be read: ${reason}.`);
  }
}
