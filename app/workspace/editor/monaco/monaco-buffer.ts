import * as monaco from "monaco-editor/editor/editor.api.js";
import type { MakeBuffer } from "#app/workspace/editor/documents/text-buffer";
import { uriOf } from "#app/workspace/editor/monaco/addresses";

type Model = monaco.editor.ITextModel;

/** A Monaco model as a buffer; its language comes from the file's name. */
export const makeMonacoBuffer: MakeBuffer = (path, text) => {
  const model = monaco.editor.getModel(uriOf(path)) ?? monaco.editor.createModel(text, undefined, uriOf(path));
  // A text without an end of line would get the system's.
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  if (model.getValue() !== text) model.setValue(text);
  let applying = false;
  return {
    text: () => model.getValue(),
    length: () => model.getValueLength(),
    apply(pieces, undone = false) {
      const edits = pieces.map(({ start, end, text: fresh }) => ({
        range: monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)),
        text: fresh,
      }));
      applying = true;
      // Not on Monaco's own stack of changes: what others type is not ours to undo.
      model.applyEdits(edits);
      applying = false;
      const last = pieces.at(-1);
      if (undone && last !== undefined) showPlace(model, placeAfter(pieces));
    },
    onChange(listener) {
      const listening = model.onDidChangeContent(({ changes }) => {
        if (applying) return;
        const pieces = changes.map(({ rangeOffset, rangeLength, text: fresh }) => ({
          start: rangeOffset,
          end: rangeOffset + rangeLength,
          text: fresh,
        }));
        listener(pieces.toSorted((a, b) => b.start - a.start));
      });
      return () => listening.dispose();
    },
    follow(history) {
      // Monaco's commands, keys and menus all ask the model.
      Object.assign(model, {
        undo: () => history.undo(),
        redo: () => history.redo(),
        canUndo: () => history.canUndo(),
        canRedo: () => history.canRedo(),
      });
    },
    dispose: () => model.dispose(),
  };
};

/** Where the last piece ends in the text after all of them. */
function placeAfter(pieces: readonly { start: number; end: number; text: string }[]): number {
  return pieces.reduce((place, { start, end, text }, index) => {
    const isLast = index === pieces.length - 1;
    return isLast ? place + start + text.length : place + text.length - (end - start);
  }, 0);
}

function showPlace(model: Model, offset: number): void {
  const editor = monaco.editor.getEditors().find((one) => one.getModel() === model && one.hasTextFocus());
  const position = model.getPositionAt(offset);
  editor?.setPosition(position);
  editor?.revealPositionInCenterIfOutsideViewport(position);
}
