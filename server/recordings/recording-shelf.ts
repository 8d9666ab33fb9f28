import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { RunId, TerminalId, WorkspaceId } from "#shared/ids";

const common = {
  title: z.string(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  cols: z.number().int(),
  rows: z.number().int(),
};
/** What is written down about one recording beside its bytes. */
const RecordingLabel = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("terminal"), id: TerminalId, ...common }),
  z.object({ kind: z.literal("console"), id: RunId, ...common }),
]);
export type RecordingLabel = z.infer<typeof RecordingLabel>;

/** The labels of recordings, one small file each at `<root>/<workspace>/<id>.json`; a tape lies beside its label. */
export interface RecordingShelf {
  /** Every label of a workspace, oldest first; what cannot be read is left out. */
  list(workspace: WorkspaceId): Promise<RecordingLabel[]>;
  find(workspace: WorkspaceId, id: string): Promise<RecordingLabel | undefined>;
  /** Writes a label or replaces it. Calls for one recording take effect in their order. */
  write(workspace: WorkspaceId, label: RecordingLabel): Promise<void>;
  /** Takes a label off; its tape must be gone already. */
  remove(workspace: WorkspaceId, id: string): Promise<void>;
  /** Bytes that a recording's tape takes on the disk; 0 when it has none. */
  bytes(workspace: WorkspaceId, id: string): Promise<number>;
  /** The workspaces that have recordings. */
  workspaces(): Promise<WorkspaceId[]>;
}

/** A shelf in `root`, which belongs to the server alone. */
export function createRecordingShelf(root: string): RecordingShelf {
  const turns = new Map<string, Promise<void>>();
  const fileOf = (workspace: WorkspaceId, id: string) => path.join(root, workspace, `${id}.json`);

  async function replace(workspace: WorkspaceId, label: RecordingLabel): Promise<void> {
    await mkdir(path.join(root, workspace), { recursive: true, mode: 0o700 });
    // One name, since one write at a time: what a killed server left there is written over.
    const fresh = `${fileOf(workspace, label.id)}.new`;
    await writeFile(fresh, JSON.stringify(label), { mode: 0o600 });
    await rename(fresh, fileOf(workspace, label.id));
  }

  async function find(workspace: WorkspaceId, id: string): Promise<RecordingLabel | undefined> {
    const text = await readFile(fileOf(workspace, id), "utf8").catch(() => "null");
    try {
      return RecordingLabel.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  return {
    find,
    async list(workspace) {
      const names = await readdir(path.join(root, workspace)).catch(() => []);
      const ids = names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
      const labels = await Promise.all(ids.map((id) => find(workspace, id)));
      return labels.filter((label) => label !== undefined).sort((one, other) => one.startedAt - other.startedAt);
    },
    write(workspace, label) {
      const turn = (turns.get(label.id) ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => replace(workspace, label));
      turns.set(label.id, turn);
      const forget = () => void (turns.get(label.id) === turn && turns.delete(label.id));
      turn.then(forget, forget);
      return turn;
    },
    remove: (workspace, id) => rm(fileOf(workspace, id), { force: true }),
    async bytes(workspace, id) {
      const folder = path.join(root, workspace, `${id}.log`);
      const names = await readdir(folder).catch(() => []);
      const sizes = names.map((name) =>
        stat(path.join(folder, name)).then(
          ({ size }) => size,
          () => 0,
        ),
      );
      return (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
    },
    async workspaces() {
      return (await readdir(root).catch(() => [])).flatMap((name) => {
        const id = WorkspaceId.safeParse(name);
        return id.success ? [id.data] : [];
      });
    },
  };
}
