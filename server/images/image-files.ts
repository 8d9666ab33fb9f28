import { createHash } from "node:crypto";
import { readlinkSync } from "node:fs";
import { openByPath } from "#server/files/file-read";
import { listTree } from "#server/files/tree-list";
import { inParent, type OpenFile, partsOf } from "#server/files/walk";
import { createIgnored } from "#server/images/ignored-files";
import { imageBounds } from "#server/images/image-tree";
import { UserError } from "#shared/failures";
import type { FileEntry } from "#shared/views";

/** What `COPY` can take files from: a build's folder, or an earlier stage. Paths are relative to its root. */
export interface CopySource {
  list(): Promise<readonly FileEntry[]>;
  open(path: string): Promise<OpenFile>;
  linkTarget(path: string): Promise<Buffer>;
}

/** What a `.dockerignore` is at most. */
const ignoreBytes = 64 * 1024;

/** The folder of a build in a student's tree, walked without trust; `.dockerignore` holds. */
export function createBuildFolder(root: string, context: string): CopySource {
  const inside = (path: string) => (context === "" ? path : `${context}/${path}`);
  let listed: Promise<readonly FileEntry[]> | undefined;

  async function read(): Promise<readonly FileEntry[]> {
    const start = context === "" ? [] : partsOf(context);
    const { files, truncated } = await listTree(root, start, imageBounds);
    if (truncated)
      throw new UserError(
        "limit",
        "A build's folder can hold at most 20,000 files. Name what is not needed in .dockerignore.",
      );
    const isIgnored = createIgnored(await ignoreText());
    const prefix = context === "" ? 0 : context.length + 1;
    const found = files.map((entry) => ({ ...entry, path: entry.path.slice(prefix) }));
    return found.filter(({ path }) => !isIgnored(path));
  }

  async function ignoreText(): Promise<string> {
    const file = await openByPath(root, inside(".dockerignore")).catch(() => undefined);
    if (file === undefined) return "";
    try {
      const buffer = Buffer.alloc(Math.min(Number(file.stat.size), ignoreBytes));
      await file.handle.read(buffer, 0, buffer.length, 0);
      return buffer.toString("utf8");
    } finally {
      await file.handle.close();
    }
  }

  return {
    list() {
      listed ??= read();
      return listed;
    },
    open: (path) => openByPath(root, inside(path)),
    linkTarget: (path) =>
      inParent(root, inside(path), (folder, name) => readlinkSync(folder.at(name), { encoding: "buffer" })),
  };
}

/** The permissions that a file of the workspace has in an image: readable, and executable when it is. */
export function modeOf({ stat }: OpenFile): number {
  return (Number(stat.mode) & 0o111) === 0 ? 0o644 : 0o755;
}

/** A hash of what one entry is, by content. */
export async function hashOf(source: CopySource, { path, kind }: FileEntry): Promise<string> {
  if (kind === "folder") return "folder";
  if (kind === "link") return `link ${(await source.linkTarget(path)).toString("hex")}`;
  if (kind !== "file") return "other";
  const file = await source.open(path);
  try {
    const hash = createHash("sha256").update(`${modeOf(file)}\n`);
    for await (const chunk of file.handle.createReadStream({ start: 0, autoClose: false })) hash.update(chunk);
    return hash.digest("hex");
  } finally {
    await file.handle.close();
  }
}
