import "#app/workspace/editor/monaco/features";
import * as monaco from "monaco-editor/editor/editor.api.js";
import { javascriptDefaults, typescriptDefaults } from "monaco-editor/languages/features/typescript/register.js";
import { changedPiece, type MakeBuffer } from "#app/workspace/editor/documents/text-buffer";
import { createModelNames } from "#app/workspace/editor/monaco/model-names";
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

const names = createModelNames();

/** The address of a workspace file's model as Monaco knows it. */
export function uriOf(path: string): monaco.Uri {
  const name = names.of(path);
  const query = name.serial === 0 ? "" : String(name.serial);
  return monaco.Uri.from({ scheme: "file", path: `/workspace/${name.path}`, query });
}

/** The workspace path of a Monaco address. */
export function pathOf(uri: monaco.Uri): string {
  return names.pathOf({ path: uri.path.replace(/^\/workspace\//, ""), serial: Number(uri.query || 0) });
}

/** Lets a moved file keep its model, so that what was typed before can still be undone. Call it before the file's new path is opened. */
export function moveModel(from: string, to: string): void {
  const model = monaco.editor.getModel(uriOf(from));
  if (model === null) return names.release(from);
  names.rename(from, to);
  monaco.editor.setModelLanguage(model, languageOf(to));
}

/** Only Monaco knows which language a name means, and says so of models only. */
function languageOf(path: string): string {
  const probe = monaco.editor.createModel("", undefined, monaco.Uri.from({ scheme: "probe", path: `/${path}` }));
  const language = probe.getLanguageId();
  probe.dispose();
  return language;
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
    dispose() {
      // A file that was moved has taken the model along.
      if (pathOf(model.uri) !== path) return;
      model.dispose();
      names.release(path);
    },
  };
};
