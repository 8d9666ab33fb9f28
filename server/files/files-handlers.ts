import type { Files } from "#server/files/files";
import type { CallHandlers } from "#server/sockets/handlers";

type FilesCalls =
  | "files:list"
  | "files:read"
  | "files:write"
  | "files:create"
  | "files:move"
  | "files:remove"
  | "files:restore"
  | "files:find";

/** The calls of the files room. */
export function createFilesHandlers(files: Files): Pick<CallHandlers, FilesCalls> {
  return {
    "files:list": ({ workspace }) => files.list(workspace),
    "files:read": ({ workspace }, { path }) => files.read(workspace, path),
    "files:write": ({ workspace }, write) => files.write(workspace, write),
    "files:create": ({ workspace }, { path, kind }) => files.create(workspace, path, kind),
    "files:move": async ({ workspace }, { from, to }) => {
      await files.move(workspace, from, to);
      return {};
    },
    "files:remove": async ({ workspace }, { paths }) => ({ undo: await files.discard(workspace, paths) }),
    "files:restore": async ({ workspace }, { undo }) => {
      await files.restore(workspace, undo);
      return {};
    },
    "files:find": ({ workspace }, query) => files.find(workspace, query),
  };
}
