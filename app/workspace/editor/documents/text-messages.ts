import type { Connection } from "#app/workspace/connection/connection";
import type { TextCalls, TextNotice } from "#app/workspace/editor/documents/text-link";
import { filePath } from "#app/workspace/files/file-path";
import { allows } from "#app/workspace/session/rights";

/** What a page says about texts, over its connection. */
export function textCalls(connection: Connection): TextCalls {
  return {
    join: (path, known) => connection.call("text:join", { path: filePath(path), known }),
    save: async (id) => void (await connection.call("text:save", { id })),
    resolve: async (id, keep, version) => void (await connection.call("text:resolve", { id, keep, version })),
    mayEdit: () => allows(connection.right.getState(), "drive"),
    edit: (id, number, update) => connection.signal("text:edit", { id, number, update }),
    cursor: (id, at) => void connection.signal("text:cursor", { id, at }),
    leave: (id) => void connection.signal("text:leave", { id }),
  };
}

/** Calls back with everything that the server says about texts; answers the function that ends it. */
export function textNotices(connection: Connection, listener: (news: TextNotice) => void): () => void {
  const ends = [
    connection.on("text:edited", (notice) => listener({ name: "text:edited", notice })),
    connection.on("text:saved", (notice) => listener({ name: "text:saved", notice })),
    connection.on("text:changed", (notice) => listener({ name: "text:changed", notice })),
    connection.on("text:cursor", (notice) => listener({ name: "text:cursor", notice })),
    connection.on("text:closed", (notice) => listener({ name: "text:closed", notice })),
  ];
  return () => {
    for (const end of ends) end();
  };
}
