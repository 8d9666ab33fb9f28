import { createHash, randomBytes } from "node:crypto";
import { access, copyFile, link, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { createTreeWriter, type TreeWriter } from "#server/artifacts/tree-writer";
import { codeOf } from "#server/files/file-failure";

/** Content by its hash: a file's is that of its bytes, a folder's that of its manifest. */
export interface Content {
  readonly sha256: string;
  readonly size: number;
}

/** A file and a folder never are the same content. */
type Kind = "file" | "folder";

/** The content of all artifacts. What is in it never changes: it belongs to the server and nobody may write it. */
export interface ContentStore {
  /** Stores what `fill` writes; the same content is stored once. Nothing stays behind when `fill` throws. */
  put(kind: Kind, fill: (tree: TreeWriter) => Promise<void>): Promise<Content>;
  /** A path for an upload on its way; the caller removes it, a sweep does when the caller could not. */
  temporaryFile(): Promise<string>;
  /** Puts content into an empty directory by hard links: a file under `name`, a folder's children directly. */
  materialize(
    content: { readonly sha256: string; readonly kind: Kind; readonly path: string },
    directory: string,
  ): Promise<void>;
  /** The folder in which stored content lies: to be read, never changed. */
  placeOf(kind: Kind, sha256: string): string;
  /** Removes content for which `isUsed` answers no, and what crashes left. Content of the last hour stays. */
  sweep(isUsed: (kind: Kind, sha256: string) => Promise<boolean>): Promise<void>;
}

/** The name under which a single file lies in its content's folder. */
export const singleName = "content";
const temporaryPrefix = ".new-";
/** Content is stored before the row that refers to it: an hour is ample for what takes seconds. */
const graceMs = 60 * 60 * 1000;

/** A store below `root`, which belongs to this server alone. */
export function createContentStore(root: string): ContentStore {
  // Apart, because a file's bytes can be chosen so that its hash is that of somebody's folder.
  const homeOf = (kind: Kind) => path.join(root, `${kind}s`);
  const placeOf = (kind: Kind, sha256: string) => path.join(homeOf(kind), sha256);

  async function keep(temporary: string, place: string): Promise<void> {
    try {
      await rename(temporary, place);
    } catch (error) {
      if (codeOf(error) !== "ENOTEMPTY" && codeOf(error) !== "EEXIST") throw error;
    }
    // Also when it was there before: a sweep leaves it alone until somebody refers to it.
    const now = new Date();
    await utimes(place, now, now);
  }

  async function temporaryIn(kind: Kind): Promise<string> {
    await mkdir(homeOf(kind), { recursive: true, mode: 0o755 });
    return path.join(homeOf(kind), `${temporaryPrefix}${randomBytes(9).toString("hex")}`);
  }

  return {
    placeOf,
    temporaryFile: () => temporaryIn("file"),
    async put(kind, fill) {
      const temporary = await temporaryIn(kind);
      await mkdir(temporary, { mode: 0o755 });
      try {
        const tree = createTreeWriter(temporary);
        await fill(tree);
        await tree.finish();
        const sha256 = kind === "file" ? tree.onlyHash() : hashOf(tree.manifest());
        await keep(temporary, placeOf(kind, sha256));
        return { sha256, size: tree.bytes };
      } finally {
        await rm(temporary, { recursive: true, force: true });
      }
    },
    async materialize({ sha256, kind, path: name }, directory) {
      const place = placeOf(kind, sha256);
      await access(place);
      if (kind === "file") await linkOrCopy(path.join(place, singleName), path.join(directory, name));
      else await linkTree(Buffer.from(place), Buffer.from(directory));
    },
    async sweep(isUsed) {
      for (const kind of ["file", "folder"] as const) {
        for (const name of await readdir(homeOf(kind)).catch(() => [])) {
          const place = path.join(homeOf(kind), name);
          if (await isFresh(place)) continue;
          const isContent = /^[0-9a-f]{64}$/.test(name);
          if (isContent && ((await isUsed(kind, name)) || (await isFresh(place)))) continue;
          if (isContent || name.startsWith(temporaryPrefix)) await rm(place, { recursive: true, force: true });
        }
      }
    },
  };
}

async function isFresh(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => undefined);
  return found !== undefined && found.mtimeMs > Date.now() - graceMs;
}

function hashOf(manifest: string): string {
  return createHash("sha256").update(manifest).digest("hex");
}

async function linkTree(from: Buffer, to: Buffer): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true, encoding: "buffer" })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) {
      await mkdir(target, { mode: 0o755 });
      await linkTree(source, target);
    } else {
      await linkOrCopy(source, target);
    }
  }
}

/** Names are bytes: a student's may be no valid text. */
function join(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.from("/"), name]);
}

/** A hard link; a copy where links end (65,000 on ext4) or another disk begins. */
async function linkOrCopy(source: string | Buffer, target: string | Buffer): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    if (codeOf(error) !== "EMLINK" && codeOf(error) !== "EXDEV") throw error;
    await copyFile(source, target);
  }
}
