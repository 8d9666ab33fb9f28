import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { TerminalRecord } from "#server/terminals/terminal";
import { TerminalId, type WorkspaceId } from "#shared/ids";
import { TerminalTarget } from "#shared/views";

const Records = z.array(z.object({ id: TerminalId, target: TerminalTarget, title: z.string(), createdAt: z.number() }));

/** Remembers a workspace's terminals over a restart of this server. */
export interface TerminalBook {
  /** What was written last; empty when nothing was, or when it cannot be read. */
  read(workspace: WorkspaceId): Promise<TerminalRecord[]>;
  /** Replaces what is remembered. Calls for one workspace take effect in their order. */
  write(workspace: WorkspaceId, records: readonly TerminalRecord[]): Promise<void>;
}

/** A book of one small file per workspace in `directory`. */
export function createTerminalBook(directory: string): TerminalBook {
  const last = new Map<WorkspaceId, Promise<void>>();
  const fileOf = (workspace: WorkspaceId) => path.join(directory, `${workspace}.json`);

  async function replace(workspace: WorkspaceId, records: readonly TerminalRecord[]): Promise<void> {
    if (records.length === 0) return rm(fileOf(workspace), { force: true });
    await mkdir(directory, { recursive: true, mode: 0o700 });
    // One name, since one write at a time: what a killed server left there is written over.
    const fresh = `${fileOf(workspace)}.new`;
    await writeFile(fresh, JSON.stringify(records), { mode: 0o600 });
    await rename(fresh, fileOf(workspace));
  }

  return {
    async read(workspace) {
      const text = await readFile(fileOf(workspace), "utf8").catch(() => "[]");
      try {
        return Records.parse(JSON.parse(text));
      } catch {
        return [];
      }
    },
    write(workspace, records) {
      const turn = (last.get(workspace) ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => replace(workspace, records));
      last.set(workspace, turn);
      return turn;
    },
  };
}
