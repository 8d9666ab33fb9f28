import "#app/workspace/editor/monaco/features";
import * as monaco from "monaco-editor/editor/editor.api.js";
import { javascriptDefaults, typescriptDefaults } from "monaco-editor/languages/features/typescript/register.js";
import { changedPiece, type MakeBuffer } from "#app/workspace/editor/documents/text-buffer";
import { installWorkers } from "#app/workspace/editor/monaco/workers";

installWorkers();
// The toolchain's compiler says what is wrong; the editor does not know the packages and would guess.
for (const defaults of [javascriptDefaults, typescriptDefaults]) {
  defaults.setDiagnosticsOptions({
    noSemanticValidation: true,
    noSyntaxValidation: false,
    noSuggestionDiagnostics: true,
  });
}

export { monaco };

/** The address of a workspace file as Monaco knows it. */
export function uriOf(path: string): monaco.Uri {
  return monaco.Uri.from({ scheme: "file", path: `/workspace/${path}` });
}

/** The workspace path of a Monaco address. */
export function pathOf(uri: monaco.Uri): string {
  return uri.path.replace(/^\/workspace\//, "");
}

/** A Monaco model as a buffer; its language comes from the file's name. */
export const makeMonacoBuffer: MakeBuffer = (path, text) => {
  const model = monaco.editor.getModel(uriOf(path)) ?? monaco.editor.createModel(text, undefined, uriOf(path));
  if (model.getValue() !== text) model.setValue(text);
  return {
    text: () => model.getValue(),
    replace(next) {
      const piece = changedPiece(model.getValue(), next);
      const range = monaco.Range.fromPositions(model.getPositionAt(piece.start), model.getPositionAt(piece.end));
      model.pushEditOperations([], [{ range, text: piece.text }], () => null);
    },
    onChange(listener) {
      const listening = model.onDidChangeContent(listener);
      return () => listening.dispose();
    },
    dispose: () => model.dispose(),
  };
};
