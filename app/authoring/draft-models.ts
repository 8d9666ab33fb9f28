import type { editor } from "monaco-editor/editor/editor.api.js";
import type { DraftDesk } from "#app/authoring/draft-desk";
import type { MonacoModule } from "#app/workspace/editor/monaco/load-monaco";

const owners = new Map<editor.ITextModel, DraftDesk>();

/** The Monaco model of a file on the desk: what is typed in it goes there. It lives until the file or the desk is gone. */
export function modelOf({ monaco, uriOf }: MonacoModule, path: string, desk: DraftDesk): editor.ITextModel {
  const uri = uriOf(path);
  const known = monaco.editor.getModel(uri);
  if (known !== null && owners.get(known) === desk) return known;
  known?.dispose();
  const model = monaco.editor.createModel(desk.state.getState().files.get(path)?.text ?? "", undefined, uri);
  // A text without an end of line would get the system's.
  if (!model.getValue().includes("\r\n")) model.setEOL(monaco.editor.EndOfLineSequence.LF);
  owners.set(model, desk);
  model.onDidChangeContent(() => desk.edit(path, model.getValue()));
  const leaving = desk.state.subscribe(({ files }) => {
    if (!files.has(path)) model.dispose();
  });
  model.onWillDispose(() => {
    leaving();
    owners.delete(model);
  });
  return model;
}

/** Ends the models of a desk that is left: another page of this window may open files of the same names. */
export function disposeModels(desk: DraftDesk): void {
  for (const [model, owner] of owners) if (owner === desk) model.dispose();
}
