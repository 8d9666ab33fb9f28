import { createHash } from "node:crypto";
import * as Y from "yjs";
import { textName } from "#server/shared-texts/edit-rules";
import type { KeptText } from "#server/shared-texts/kept-texts";
import { type LineForm, plainText } from "#server/shared-texts/line-form";
import { type FilePath, TextId, type WorkspaceId } from "#shared/ids";
import type { TextState } from "#shared/socket/texts";
import { changedPieces } from "#shared/text-pieces";

/** A document at the moment when it begins to be shared. */
export interface TextOrigin {
  readonly id: TextId;
  readonly document: Y.Doc;
  /** The version of the file that the document knows. */
  readonly version: string | null;
  readonly form: LineForm;
  /** The document holds text that the file has not. */
  readonly unsaved: boolean;
  readonly conflict: TextState["conflict"];
}

/** A file as it is now. */
export interface TextFile {
  readonly text: string;
  readonly version: string;
}

/** Who wrote a document's first text; pages draw their numbers by chance. */
const originClient = 1;
/** A history this much larger than its text is not worth being carried on. */
const carriedBytes = 1024 * 1024;

/**
 * A document made from a file alone. The same file in the same version always gives the same document under the same id, so that
 * copies of it agree though nothing was kept.
 */
export function firstOrigin(workspace: WorkspaceId, path: FilePath, { text: stored, version }: TextFile): TextOrigin {
  const { text, form } = plainText(stored);
  const hash = createHash("sha256").update(JSON.stringify([workspace, path, version, text]));
  const document = new Y.Doc();
  const own = document.clientID;
  document.clientID = originClient;
  if (text !== "") document.getText(textName).insert(0, text);
  document.clientID = own;
  const id = TextId.parse(hash.digest("base64url").slice(0, 32));
  return { id, document, version, form, unsaved: false, conflict: null };
}

/** A document that was kept goes on, and meets what became of its file meanwhile; undefined when it is better to begin anew. */
export function keptOrigin(kept: KeptText, written: string | undefined, file: TextFile): TextOrigin | undefined {
  const { text: stored, version } = file;
  const { text, form } = plainText(stored);
  if (kept.state.length > 2 * text.length + carriedBytes) return undefined;
  const document = new Y.Doc();
  try {
    Y.applyUpdate(document, kept.state);
  } catch {
    return undefined;
  }
  const origin = { id: kept.id, document, version, form, unsaved: false, conflict: null };
  const last = document.getText(textName).toString();
  if (last === text) return origin;
  if (written !== undefined) {
    replaceText(document, text, null);
    return origin;
  }
  if (kept.base === version) return { ...origin, unsaved: true };
  return { ...origin, version: kept.base, unsaved: true, conflict: { current: { text, version } } };
}

/** Makes the document say `text`, touching only what differs. */
export function replaceText(document: Y.Doc, text: string, origin: unknown): void {
  const letters = document.getText(textName);
  const pieces = changedPieces(letters.toString(), text);
  document.transact(() => {
    for (const { start, end, text: fresh } of pieces.toReversed()) {
      if (end > start) letters.delete(start, end - start);
      if (fresh !== "") letters.insert(start, fresh);
    }
  }, origin);
}
