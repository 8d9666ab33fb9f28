"use client";
import { useEffect } from "react";
import { judgedBuild } from "#app/workspace/builds/judged-build";
import type { MonacoModule } from "#app/workspace/editor/monaco/load-monaco";
import { useMonaco } from "#app/workspace/editor/use-monaco";
import { useProblemWords } from "#app/workspace/problems/problem-words";
import { useWorkspace } from "#app/workspace/session/session-context";
import type { Diagnostic } from "#shared/views";

const owner = "build";

/** Shows what the newest finished build said as marks in the open texts, also in those that open later. */
export function useMarkers(): void {
  const module = useMonaco();
  const inWords = useProblemWords();
  const diagnostics = useWorkspace((state) => judgedBuild(state.builds)?.diagnostics);
  useEffect(() => {
    if (module === null) return;
    const { monaco, pathOf } = module;
    const show = (model: Model) =>
      monaco.editor.setModelMarkers(
        model,
        owner,
        markersOf(
          module,
          model,
          (diagnostics ?? []).filter((one) => one.file === pathOf(model.uri)),
          inWords,
        ),
      );
    for (const model of monaco.editor.getModels()) show(model);
    const opening = monaco.editor.onDidCreateModel(show);
    return () => opening.dispose();
  }, [module, diagnostics, inWords]);
}

type Model = Parameters<Parameters<MonacoModule["monaco"]["editor"]["onDidCreateModel"]>[0]>[0];

function markersOf(
  { monaco }: MonacoModule,
  model: Model,
  diagnostics: readonly Diagnostic[],
  inWords: (problem: Diagnostic) => string,
) {
  const severities = {
    error: monaco.MarkerSeverity.Error,
    warning: monaco.MarkerSeverity.Warning,
    info: monaco.MarkerSeverity.Info,
  };
  return diagnostics.map((one) => {
    const line = Math.min(one.line, model.getLineCount());
    const word = model.getWordAtPosition({
      lineNumber: line,
      column: Math.min(one.column, model.getLineMaxColumn(line)),
    });
    return {
      severity: severities[one.severity],
      message: inWords(one),
      source: one.source,
      startLineNumber: line,
      startColumn: one.column,
      endLineNumber: line,
      endColumn: one.endColumn ?? word?.endColumn ?? one.column + 1,
    };
  });
}
