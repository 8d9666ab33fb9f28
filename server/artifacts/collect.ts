import { readlinkSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { type Content, type ContentStore, singleName } from "#server/artifacts/content-store";
import { artifactBounds, type TreeWriter } from "#server/artifacts/tree-writer";
import { codeOf, fileFailure } from "#server/files/file-failure";
import { openByPath } from "#server/files/file-read";
import { listTree } from "#server/files/tree-list";
import { inParent, type OpenFile, partsOf } from "#server/files/walk";
import { UserError } from "#shared/failures";

/** What lies under a path of a student's tree, copied into the store. */
export interface Collected extends Content {
  readonly kind: "file" | "folder";
}

/** Read at a time: large enough for the disk's speed, small beside everything else. */
const chunkBytes = 1024 * 1024;

/** Copies a file or folder of a student's tree into the store, following no link. Throws UserError("unknown") when there is nothing. */
export async function collectPath(store: ContentStore, root: string, path: string): Promise<Collected> {
  if (await isFolder(root, path)) {
    return { kind: "folder", ...(await store.put("folder", (tree) => copyFolder(tree, root, path))) };
  }
  const content = await store.put("file", async (tree) => {
    const file = await openByPath(root, path);
    // A single file is always executable: a native program must be, and a jar does not mind.
    await copyFile(tree, [Buffer.from(singleName)], true, file);
  });
  return { kind: "file", ...content };
}

async function isFolder(root: string, path: string): Promise<boolean> {
  try {
    return await inParent(root, path, (folder, name) => {
      const stat = folder.look(name);
      if (stat === undefined) throw new UserError("unknown", `There is no ${path}.`);
      return stat.isDirectory();
    });
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw new UserError("unknown", `There is no ${path}.`);
    throw fileFailure(error, path);
  }
}

async function copyFolder(tree: TreeWriter, root: string, start: string): Promise<void> {
  const startParts = partsOf(start);
  const { files, truncated } = await listTree(root, startParts, artifactBounds);
  if (truncated)
    throw new UserError("limit", `${start} holds more than 20,000 files, or is more than 60 folders deep.`);
  for (const entry of files) {
    const target = partsOf(entry.path).slice(startParts.length);
    if (entry.kind === "folder") await tree.folder(target);
    if (entry.kind === "link") tree.link(target, await readTarget(root, entry.path));
    if (entry.kind === "file") {
      const file = await openByPath(root, entry.path);
      await copyFile(tree, target, (Number(file.stat.mode) & 0o111) !== 0, file);
    }
  }
}

/** Copies one open file into the store, and closes it. */
export async function copyFile(
  tree: TreeWriter,
  target: readonly Buffer[],
  executable: boolean,
  file: OpenFile,
): Promise<void> {
  try {
    if (Number(file.stat.size) > artifactBounds.maxBytes)
      throw new UserError("limit", "An artifact can hold at most 256 MiB.");
    await tree.file(target, executable, bytesOf(file.handle, Number(file.stat.size)));
  } finally {
    await file.handle.close();
  }
}

/** The file's bytes, at most as many as it had when it was opened. */
async function* bytesOf(handle: FileHandle, size: number): AsyncIterable<Uint8Array> {
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(size, 1)));
  for (let position = 0; position < size; ) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, size - position), position);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}

async function readTarget(root: string, path: string): Promise<Buffer> {
  return inParent(root, path, (folder, name) => readlinkSync(folder.at(name), { encoding: "buffer" }));
}
