import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createFiles, type Files } from "#server/files/files";
import { FilePath, WorkspaceId } from "#shared/ids";
import type { Notice } from "#shared/socket/catalogue";

export const workspace = WorkspaceId.parse("w1");
export const at = (text: string) => FilePath.parse(text);

/** A files room over a directory of its own. */
export interface WorkspaceFiles {
  readonly files: Files;
  /** The student's directory. */
  readonly root: string;
  /** The directory around it, which no student reaches. */
  readonly outside: string;
  readonly notices: Notice<"files:changed">[];
  readonly failures: unknown[];
  /** As if the first page came, or the last one went. */
  present(isPresent: boolean): void;
  dispose(): Promise<void>;
}

/** Makes a files room; `disk` is a mounted directory to use instead of a fresh one. */
export async function createWorkspaceFiles(disk?: string): Promise<WorkspaceFiles> {
  const outside = disk ?? (await mkdtemp(path.join(tmpdir(), "varlab-files-")));
  const root = path.join(outside, "files");
  await mkdir(root, { recursive: true });
  const notices: Notice<"files:changed">[] = [];
  const failures: unknown[] = [];
  let listener: (id: WorkspaceId, isPresent: boolean) => void = () => undefined;
  const files = createFiles({
    root: async () => root,
    results: async () => ["app.jar"],
    hub: {
      publish: (_workspace, _name, notice) => {
        if ("removed" in notice) notices.push(notice);
      },
      viewers: () => 1,
    },
    presence: {
      watch(added) {
        listener = added;
        return () => undefined;
      },
    },
    failed: (error) => failures.push(error),
  });
  return {
    files,
    root,
    outside,
    notices,
    failures,
    present: (isPresent) => listener(workspace, isPresent),
    async dispose() {
      files.close();
      if (disk === undefined) await rm(outside, { recursive: true, force: true });
    },
  };
}
