import { filePath, folderOf, joined, nameOf } from "#app/workspace/files/file-path";
import type { Session } from "#app/workspace/session/session";
import { httpPaths } from "#shared/http";

/** What can be done with files; each throws a CallError when the server refuses. */
export interface FileActions {
  create(path: string, kind: "file" | "folder"): Promise<void>;
  rename(path: string, name: string): Promise<void>;
  /** Into a folder; "" is the root. */
  move(paths: readonly string[], folder: string): Promise<void>;
  /** Answers what brings everything back, tabs too; null when nothing was there any more. */
  remove(paths: readonly string[]): Promise<(() => Promise<void>) | null>;
  /** A file as it is, a folder or everything ("") as a zip. */
  download(path: string): Promise<void>;
}

/** File actions that keep the open tabs with the files. */
export function createFileActions({ connection, documents, http, openFiles, store }: Session): FileActions {
  async function relocate(from: string, to: string): Promise<void> {
    if (from === to) return;
    await documents.saveAll();
    await connection.call("files:move", { from: filePath(from), to: filePath(to) });
    documents.renamed(from, to);
  }

  return {
    async create(path, kind) {
      const entry = await connection.call("files:create", { path: filePath(path), kind });
      store.take.files({ files: [entry], removed: [] });
      if (kind === "file") openFiles.open(path, undefined, { focus: true });
    },
    rename: (path, name) => relocate(path, joined(folderOf(path), name)),
    async move(paths, folder) {
      for (const path of topmost(paths)) await relocate(path, joined(folder, nameOf(path)));
    },
    async remove(paths) {
      const roots = topmost(paths);
      // What was typed last is to come back too.
      await documents.saveAll().catch(() => undefined);
      const { undo } = await connection.call("files:remove", { paths: roots.map(filePath) });
      const tabs = openFiles.state.getState().groups.flatMap((group) => group.tabs.map((tab) => tab.path));
      const open = [...new Set(tabs)].filter((path) => isBelow(path, roots));
      for (const path of roots) openFiles.removed(path);
      store.take.files({ files: [], removed: roots });
      if (undo === null) return null;
      return async () => {
        await connection.call("files:restore", { undo });
        for (const path of open) openFiles.open(path);
      };
    },
    download(path) {
      const query = path === "" ? "" : `?path=${encodeURIComponent(path)}`;
      if (store.getState().files.get(path)?.kind === "file")
        return http.download(`${httpPaths.raw}${query}`, nameOf(path));
      return http.download(`${httpPaths.zip}${query}`, `${path === "" ? "workspace" : nameOf(path)}.zip`);
    },
  };
}

/** Without the paths that lie below another one of them. */
export function topmost(paths: readonly string[]): string[] {
  return paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
}

function isBelow(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => path === root || path.startsWith(`${root}/`));
}
