import "#app/workspace/editor/monaco/features";
import * as monaco from "monaco-editor/editor/editor.api.js";
import { javascriptDefaults, typescriptDefaults } from "monaco-editor/languages/features/typescript/register.js";
import { installPopups } from "#app/workspace/editor/monaco/popups";
import { installWorkers } from "#app/workspace/editor/monaco/workers";

installWorkers();
installPopups();
// The toolchain's compiler says what is wrong; the editor does not know the packages and would guess.
for (const defaults of [javascriptDefaults, typescriptDefaults]) {
  defaults.setDiagnosticsOptions({
    noSemanticValidation: true,
    noSyntaxValidation: false,
    noSuggestionDiagnostics: true,
  });
}

export { pathOf, uriOf } from "#app/workspace/editor/monaco/addresses";
export { makeMonacoBuffer } from "#app/workspace/editor/monaco/monaco-buffer";
export { monaco };
