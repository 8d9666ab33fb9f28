"use client";
import type { editor } from "monaco-editor/editor/editor.api.js";
import { useEffect, useRef } from "react";
import { editorOptions } from "#app/workspace/editor/monaco/editor-options";
import { useEditorTheme, useMonaco } from "#app/workspace/editor/use-monaco";

/** Two texts beside each other, or below where there is no room; only a model at the right can be edited. */
export function TextDiff({
  before,
  beforeLabel,
  after,
  afterLabel,
  language,
}: {
  before: string;
  beforeLabel: string;
  after: editor.ITextModel | string;
  afterLabel: string;
  /** Of texts; a model brings its own. */
  language?: string;
}) {
  const module = useMonaco();
  const box = useRef<HTMLDivElement>(null);
  useEditorTheme();
  useEffect(() => {
    if (module === null || box.current === null) return;
    const { monaco } = module;
    const modified = typeof after === "string" ? monaco.editor.createModel(after, language) : after;
    const original = monaco.editor.createModel(before, language ?? modified.getLanguageId());
    const diff = monaco.editor.createDiffEditor(box.current, {
      ...editorOptions,
      readOnly: typeof after === "string",
      originalEditable: false,
      renderOverviewRuler: false,
      diffWordWrap: modified.getLanguageId() === "markdown" ? "on" : "off",
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      renderSideBySideInlineBreakpoint: 560,
      renderMarginRevertIcon: typeof after !== "string",
      hideUnchangedRegions: { enabled: typeof after === "string" },
      originalAriaLabel: beforeLabel,
      modifiedAriaLabel: afterLabel,
    });
    diff.setModel({ original, modified });
    return () => {
      diff.dispose();
      original.dispose();
      if (typeof after === "string") modified.dispose();
    };
  }, [module, before, beforeLabel, after, afterLabel, language]);
  return <div ref={box} className="min-h-0 flex-1" />;
}
