"use client";
import type { editor } from "monaco-editor/editor/editor.api.js";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { editorOptions } from "#app/workspace/editor/monaco/editor-options";
import type { TextPlace } from "#app/workspace/editor/open-files";
import { usePeerCursors } from "#app/workspace/editor/peers/use-peers";
import { useEditorTheme, useMonaco } from "#app/workspace/editor/use-monaco";
import { createViewStates } from "#app/workspace/editor/view-states";
import { useMayDrive, useSession } from "#app/workspace/session/session-context";

/** One Monaco editor that shows a text document; switching files keeps cursor, scroll and folds of each. */
export function CodeEditor({ path, group }: { path: string; group: number }) {
  const t = useTranslations("editing.editor");
  const lookOnly = useTranslations("workspace.refusals")("lookOnly");
  const session = useSession();
  const mayDrive = useMayDrive();
  const module = useMonaco();
  const box = useRef<HTMLDivElement>(null);
  const [own, setOwn] = useState<editor.IStandaloneCodeEditor | null>(null);
  useEditorTheme();

  useEffect(() => {
    if (module === null || box.current === null) return;
    const created = module.monaco.editor.create(box.current, { ...editorOptions, model: null });
    const focused = created.onDidFocusEditorText(() => session.openFiles.state.setState({ activeGroup: group }));
    const blurred = created.onDidBlurEditorText(() => {
      const model = created.getModel();
      if (model !== null) void session.documents.get(module.pathOf(model.uri)).save();
    });
    setOwn(created);
    return () => {
      focused.dispose();
      blurred.dispose();
      created.dispose();
      setOwn(null);
    };
  }, [module, session, group]);

  useEffect(() => {
    if (own === null || module === null) return;
    const states = createViewStates(sessionStorage, `varlab.views.${session.workspaceId}`);
    const keep = () => states.set(group, path, own.saveViewState());
    own.setModel(module.monaco.editor.getModel(module.uriOf(path)));
    own.restoreViewState(states.get(group, path));
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      keep();
    };
  }, [own, module, path, group, session]);

  useEffect(() => own?.updateOptions({ ariaLabel: t("textOf", { path }) }), [own, path, t]);

  useEffect(() => {
    own?.updateOptions({
      readOnly: !mayDrive,
      readOnlyMessage: { value: lookOnly },
    });
  }, [own, mayDrive, lookOnly]);

  usePeerCursors(own, path);
  useReveal(own, path);
  return <div ref={box} className="h-full min-h-0" />;
}

/** Puts focus and cursor where the last wish for this file says, once. */
function useReveal(own: editor.IStandaloneCodeEditor | null, path: string): void {
  const { openFiles } = useSession();
  useEffect(() => {
    if (own === null) return;
    const reveal = () => {
      const wish = openFiles.state.getState().reveal;
      if (wish === null || wish.path !== path || own.getModel() === null) return;
      openFiles.state.setState({ reveal: null });
      if (wish.place !== undefined) putCursor(own, wish.place);
      own.focus();
    };
    reveal();
    return openFiles.state.subscribe(reveal);
  }, [own, path, openFiles]);
}

function putCursor(own: editor.IStandaloneCodeEditor, { line, column, endColumn }: TextPlace): void {
  own.setSelection({
    startLineNumber: line,
    startColumn: column,
    endLineNumber: line,
    endColumn: endColumn ?? column,
  });
  own.revealLineInCenterIfOutsideViewport(line);
}
