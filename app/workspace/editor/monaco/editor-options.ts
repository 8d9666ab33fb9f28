import type { editor } from "monaco-editor/editor/editor.api.js";

/** What all of our editors have in common. */
export const editorOptions: editor.IStandaloneEditorConstructionOptions = {
  theme: "varlab",
  automaticLayout: true,
  fontFamily: "'JetBrains Mono', ui-monospace, monospace",
  fontSize: 13,
  lineHeight: 20,
  fontLigatures: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  scrollbar: { horizontalScrollbarSize: 8, verticalScrollbarSize: 10, useShadows: false },
  smoothScrolling: false,
  renderLineHighlight: "line",
  overviewRulerLanes: 2,
  padding: { top: 6, bottom: 6 },
  fixedOverflowWidgets: true,
  bracketPairColorization: { enabled: false },
  guides: { indentation: true },
  wordBasedSuggestions: "currentDocument",
  tabSize: 4,
  detectIndentation: true,
  largeFileOptimizations: true,
  stickyScroll: { enabled: true, maxLineCount: 3 },
};
