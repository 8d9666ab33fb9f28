import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { codeOf } from "#server/files/file-failure";
import { FilePath, TextId, type WorkspaceId } from "#shared/ids";

/** A document as it was when its text was about to be written. */
export interface KeptText {
  readonly id: TextId;
  /** Tells one keeping from the next. */
  readonly revision: string;
  /** The file's version then (null: there was no file). */
  readonly base: string | null;
  readonly state: Uint8Array;
}

/**
 * Documents beside the workspaces' files, so that a server that was killed goes on with the same history. A document is kept
 * before its text is written and confirmed afterwards. Nothing here is needed for what was saved: that is in the file.
 */
export interface KeptTexts {
  /** What was kept last, and the version as which it was written, if that was confirmed. */
  load(workspace: WorkspaceId, file: FilePath): Promise<{ kept: KeptText; written: string | undefined } | undefined>;
  keep(workspace: WorkspaceId, file: FilePath, kept: KeptText): Promise<void>;
  confirm(workspace: WorkspaceId, file: FilePath, revision: string, version: string): Promise<void>;
  drop(workspace: WorkspaceId, file: FilePath): Promise<void>;
  /** Removes what was not touched for a day, and everything of workspaces that are gone. */
  sweep(known: () => Promise<ReadonlySet<WorkspaceId>>): Promise<void>;
}

/** A laptop that was asleep overnight goes on where it was; later than that its texts are compared. */
const KEPT_MS = 24 * 60 * 60 * 1000;

const Header = z.object({ id: TextId, file: FilePath, revision: z.string(), base: z.string().nullable() });
const Confirmation = z.object({ revision: z.string(), version: z.string() });

/** Kept texts under a directory of ours, one folder a workspace. */
export function createKeptTexts(directory: string): KeptTexts {
  const folderOf = (workspace: WorkspaceId) => path.join(directory, workspace);
  const nameOf = (workspace: WorkspaceId, file: FilePath) =>
    path.join(folderOf(workspace), createHash("sha256").update(file).digest("hex"));

  /** A killed server leaves the old or the new content, never half of it. */
  async function put(target: string, content: Uint8Array | string): Promise<void> {
    const draft = `${target}.${randomBytes(4).toString("hex")}.draft`;
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(draft, content, { mode: 0o600 });
    await rename(draft, target);
  }

  return {
    async load(workspace, file) {
      const name = nameOf(workspace, file);
      const [bytes, confirmation] = await Promise.all([contentOf(`${name}.text`), contentOf(`${name}.written`)]);
      const kept = bytes === undefined ? undefined : parsed(bytes, file);
      if (kept === undefined) return undefined;
      const confirmed = Confirmation.safeParse(json(confirmation?.toString()));
      const isWritten = confirmed.success && confirmed.data.revision === kept.revision;
      return { kept, written: isWritten ? confirmed.data.version : undefined };
    },
    async keep(workspace, file, { id, revision, base, state }) {
      const header = Buffer.from(JSON.stringify({ id, file, revision, base } satisfies z.input<typeof Header>));
      const size = Buffer.alloc(4);
      size.writeUInt32BE(header.length);
      await put(`${nameOf(workspace, file)}.text`, Buffer.concat([size, header, state]));
    },
    confirm: (workspace, file, revision, version) =>
      put(`${nameOf(workspace, file)}.written`, JSON.stringify({ revision, version })),
    async drop(workspace, file) {
      const name = nameOf(workspace, file);
      for (const ending of ["text", "written"]) await rm(`${name}.${ending}`, { force: true });
    },
    async sweep(known) {
      const workspaces: ReadonlySet<string> = await known();
      for (const workspace of await entriesOf(directory)) {
        const folder = path.join(directory, workspace);
        if (!workspaces.has(workspace)) await rm(folder, { recursive: true, force: true });
        else await sweepFolder(folder);
      }
    },
  };
}

async function sweepFolder(folder: string): Promise<void> {
  for (const name of await entriesOf(folder)) {
    const entry = path.join(folder, name);
    const { mtimeMs } = await stat(entry).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > KEPT_MS) await rm(entry, { force: true });
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

async function contentOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** undefined when a power cut left something else. */
function parsed(bytes: Buffer, file: FilePath): KeptText | undefined {
  if (bytes.length < 4) return undefined;
  const end = 4 + bytes.readUInt32BE(0);
  const header = Header.safeParse(json(bytes.subarray(4, end).toString()));
  if (!header.success || header.data.file !== file) return undefined;
  const { id, revision, base } = header.data;
  return { id, revision, base, state: new Uint8Array(bytes.subarray(end)) };
}

function json(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
