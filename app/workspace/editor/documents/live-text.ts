import * as Y from "yjs";
import type { TextBuffer, TextHistory } from "#app/workspace/editor/documents/text-buffer";
import { changedPieces, type TextPiece } from "#shared/text-pieces";

/** One page's copy of a text that several edit; the only place of the page that knows Yjs. */
export interface LiveText extends TextHistory {
  text(): string;
  /** What this copy has, for the server to answer with the rest. */
  vector(): Uint8Array;
  /** What a copy with that vector lacks. */
  since(vector: Uint8Array): Uint8Array;
  /** Takes in somebody else's edits; false when parts are missing and the copy must be completed. */
  take(update: Uint8Array): boolean;
  /** Makes this copy say `text`, as an edit of ours. */
  become(text: string): void;
  /** Keeps a buffer and this copy equal from now on; they must be equal now. */
  attach(buffer: TextBuffer): void;
  detach(): void;
  /** Calls back with each edit of ours. */
  onEdit(listener: (update: Uint8Array) => void): void;
  /** A place that moves with the letters around it, and where it is now. */
  placeOf(offset: number): Uint8Array;
  offsetOf(place: Uint8Array): number | null;
  dispose(): void;
}

/** Several edits as one. */
export const mergeEdits = (updates: readonly Uint8Array[]): Uint8Array => Y.mergeUpdates([...updates]);

/** Typing without such a pause is undone at once. */
const undoPauseMs = 500;

/** An empty copy. */
export function createLiveText(): LiveText {
  const document = new Y.Doc();
  const letters = document.getText("text");
  const [own, remote] = [Symbol("own"), Symbol("remote")];
  let history: Y.UndoManager | undefined;
  let detach = (): void => undefined;

  function change(pieces: readonly TextPiece[], origin: symbol): void {
    document.transact(() => {
      for (const { start, end, text } of pieces) {
        if (end > start) letters.delete(start, end - start);
        if (text !== "") letters.insert(start, text);
      }
    }, origin);
  }

  function become(text: string): void {
    change(changedPieces(letters.toString(), text).toReversed(), own);
  }

  function attach(buffer: TextBuffer): void {
    // One for the whole life of the copy: it goes with its document.
    const manager =
      history ?? new Y.UndoManager(letters, { trackedOrigins: new Set([own]), captureTimeout: undoPauseMs });
    const follow = (event: Y.YTextEvent, { origin }: Y.Transaction) => {
      if (origin !== own) buffer.apply(piecesOf(event), origin === manager);
    };
    const stop = buffer.onChange((pieces) => {
      change(pieces, own);
      // An editor that counts otherwise than we do would put everything that follows in the wrong place.
      if (buffer.length() !== letters.length) become(buffer.text());
    });
    letters.observe(follow);
    history = manager;
    detach = () => {
      stop();
      letters.unobserve(follow);
      detach = () => undefined;
    };
  }

  const copy: LiveText = {
    text: () => letters.toString(),
    vector: () => Y.encodeStateVector(document),
    since: (vector) => Y.encodeStateAsUpdate(document, vector),
    take(update) {
      Y.applyUpdate(document, update, remote);
      return document.store.pendingStructs === null && document.store.pendingDs === null;
    },
    become,
    attach(buffer) {
      detach();
      attach(buffer);
      buffer.follow(copy);
    },
    detach: () => detach(),
    onEdit: (listener) =>
      void document.on("update", (update: Uint8Array, origin: unknown) => {
        if (origin !== remote) listener(update);
      }),
    placeOf: (offset) => Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(letters, offset)),
    offsetOf(place) {
      try {
        const found = Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(place), document);
        return found?.type === letters ? found.index : null;
      } catch {
        // Another page may send anything.
        return null;
      }
    },
    undo: () => void history?.undo(),
    redo: () => void history?.redo(),
    canUndo: () => history?.canUndo() ?? false,
    canRedo: () => history?.canRedo() ?? false,
    dispose() {
      detach();
      document.destroy();
    },
  };
  return copy;
}

/** What an event changed, as pieces of the text before it. */
function piecesOf(event: Y.YTextEvent): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const { retain = 0, delete: removed = 0, insert } of event.delta) {
    at += retain;
    if (retain === 0) {
      const text = typeof insert === "string" ? insert : "";
      const last = pieces.at(-1);
      // A removal and what comes in its place are one piece.
      if (last?.end === at) pieces.splice(-1, 1, { start: last.start, end: at + removed, text: last.text + text });
      else pieces.push({ start: at, end: at + removed, text });
    }
    at += removed;
  }
  return pieces;
}
