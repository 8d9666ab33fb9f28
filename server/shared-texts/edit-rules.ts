import * as Y from "yjs";

/** The name under which the letters stand in a document. */
export const textName = "text";

/**
 * Whether an edit is plain text that follows on what the document has. Who may drive may write anything, but nothing else than
 * text gets into the document, and nothing that would wait for parts which never come.
 */
export function isPlainEdit(document: Y.Doc, update: Uint8Array): boolean {
  try {
    for (const [client, from] of Y.parseUpdateMeta(update).from)
      if (from > Y.getState(document.store, client)) return false;
    return Y.decodeUpdate(update).structs.every(isPlain);
  } catch {
    return false;
  }
}

function isPlain(struct: Y.Item | Y.GC | Y.Skip): boolean {
  if (struct instanceof Y.GC) return true;
  if (!(struct instanceof Y.Item)) return false;
  const { content, parentSub } = struct;
  // Before it is put in its place, a part names the root that it belongs to, or nothing where its neighbours tell.
  const parent: unknown = struct.parent;
  // Editors count "\r\n" as one end of line: a text with "\r" would have other places for everybody.
  const isText = content instanceof Y.ContentString ? !content.str.includes("\r") : content instanceof Y.ContentDeleted;
  return isText && parentSub === null && (parent === null || parent === textName);
}

/** Forgets edits that wait for earlier ones which are missing; answers whether some did. */
export function dropPending({ store }: Y.Doc): boolean {
  if (store.pendingStructs === null && store.pendingDs === null) return false;
  store.pendingStructs = null;
  store.pendingDs = null;
  return true;
}
