"use client";
import type { editor } from "monaco-editor/editor/editor.api.js";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { assistCompose } from "#app/authoring/assist/compose-assist";
import { useAuthoring, useDesk } from "#app/authoring/authoring-context";
import { modelOf } from "#app/authoring/draft-models";
import { useDraftSentence } from "#app/authoring/draft-sentences";
import { Waiting } from "#app/ui/waiting";
import { editorOptions } from "#app/workspace/editor/monaco/editor-options";
import type { MonacoModule } from "#app/workspace/editor/monaco/load-monaco";
import { useEditorTheme, useMonaco } from "#app/workspace/editor/use-monaco";
import { composePath } from "#shared/authoring/draft";
import type { DraftProblem } from "#shared/authoring/draft-problems";

type ViewState = editor.ICodeEditorViewState | null;

/** One Monaco editor for all texts; each keeps its cursor, folds and history while others are shown. */
export function AuthorEditor({ path }: { path: string }) {
  const t = useTranslations("authoring.texts");
  const module = useMonaco();
  const box = useRef<HTMLDivElement>(null);
  const views = useRef(new Map<string, ViewState>());
  const [own, setOwn] = useState<editor.IStandaloneCodeEditor | null>(null);
  useEditorTheme();
  useEffect(() => {
    if (module === null || box.current === null) return;
    const created = module.monaco.editor.create(box.current, { ...editorOptions, model: null, tabSize: 2 });
    // The list of problems opens below the text: the line that is written stays in sight.
    created.onDidLayoutChange(() => {
      const position = created.getPosition();
      if (position !== null && created.hasTextFocus()) created.revealPosition(position);
    });
    setOwn(created);
    return () => {
      created.dispose();
      setOwn(null);
    };
  }, [module]);
  useModel(module, own, path, views.current);
  useMarkers(module, path);
  useAssist(module);
  useReveal(own, path);
  return (
    <div className="relative h-full">
      {own === null ? <Waiting stage={t("loading")} className="absolute inset-0" /> : null}
      <div ref={box} className="h-full min-h-0" />
    </div>
  );
}

function useModel(
  module: MonacoModule | null,
  own: editor.IStandaloneCodeEditor | null,
  path: string,
  views: Map<string, ViewState>,
): void {
  const t = useTranslations("authoring.texts");
  const { desk } = useAuthoring();
  const text = useDesk((state) => state.files.get(path)?.text ?? "");
  useEffect(() => {
    if (module === null || own === null) return;
    const model = modelOf(module, path, desk);
    own.setModel(model);
    own.updateOptions({
      ariaLabel: t("textOf", { path }),
      wordWrap: path.endsWith(".md") ? "on" : "off",
      // All plain values of YAML are strings to Monaco; the format's own words are enough there.
      quickSuggestions: { other: true, comments: false, strings: path === composePath },
      wordBasedSuggestions: path === composePath ? "off" : "currentDocument",
    });
    own.restoreViewState(views.get(path) ?? null);
    return () => void views.set(path, own.saveViewState());
  }, [module, own, path, desk, views, t]);
  useEffect(() => {
    // Taken from elsewhere: as one step that can be undone.
    const model = own?.getModel();
    if (!model || model.getValue() === text || module?.pathOf(model.uri) !== path) return;
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  }, [module, own, path, text]);
}

/** The draft's problems as marks at their lines. */
function useMarkers(module: MonacoModule | null, path: string): void {
  const inWords = useDraftSentence();
  const problems = useDesk((state) => state.reading.problems);
  useEffect(() => {
    const model = module?.monaco.editor.getModel(module.uriOf(path));
    if (!module || !model) return;
    const { MarkerSeverity } = module.monaco;
    module.monaco.editor.setModelMarkers(
      model,
      "experiment",
      problems
        .filter(({ file }) => file === path)
        .map((problem) => ({
          severity: problem.severity === "error" ? MarkerSeverity.Error : MarkerSeverity.Warning,
          message: wordsOf(problem, inWords),
          ...{ startLineNumber: problem.line, startColumn: problem.column },
          ...{ endLineNumber: problem.endLine, endColumn: problem.endColumn },
        })),
    );
  }, [module, path, problems, inWords]);
}

function wordsOf({ sentence, instead }: DraftProblem, inWords: (sentence: string) => string): string {
  return instead === "" ? inWords(sentence) : `${inWords(sentence)}\n${inWords(instead)}`;
}

/** Completion and explanations for compose.yaml while the page shows editors. */
function useAssist(module: MonacoModule | null): void {
  const { desk } = useAuthoring();
  useEffect(() => {
    if (module === null) return;
    const assist = assistCompose(module, () => desk.state.getState().shown);
    return () => assist.dispose();
  }, [module, desk]);
}

/** Puts focus and cursor where the last wish for this file says, once. */
function useReveal(own: editor.IStandaloneCodeEditor | null, path: string): void {
  const { openFiles } = useAuthoring();
  useEffect(() => {
    if (own === null) return;
    const reveal = () => {
      const wish = openFiles.state.getState().reveal;
      if (wish === null || wish.path !== path || own.getModel() === null) return;
      openFiles.state.setState({ reveal: null });
      if (wish.place !== undefined) {
        own.setPosition({ lineNumber: wish.place.line, column: wish.place.column });
        own.revealLineInCenterIfOutsideViewport(wish.place.line);
      }
      own.focus();
    };
    reveal();
    return openFiles.state.subscribe(reveal);
  }, [own, path, openFiles]);
}
