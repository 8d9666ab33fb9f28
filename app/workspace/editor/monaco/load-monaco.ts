import type { Editing } from "#app/workspace/editor/documents/document";

/** Monaco and what was made with it; its code comes in a file of its own. */
export type MonacoModule = typeof import("#app/workspace/editor/monaco/monaco");

let loading: Promise<MonacoModule> | null = null;

/** Fetches the editor's code once. */
export function loadMonaco(): Promise<MonacoModule> {
  loading ??= loadWords().then(() => import("#app/workspace/editor/monaco/monaco"));
  return loading;
}

/** The texts of the editor's own menus and boxes, which it reads once, when its code runs; its English ones are in the code. */
async function loadWords(): Promise<void> {
  if (document.documentElement.lang === "de") await import("monaco-editor/nls/lang/de.js");
}

/** Fetches the code for editing texts together, beside the editor's. */
export async function loadEditing(): Promise<Editing> {
  const [{ makeMonacoBuffer }, { createLiveText, mergeEdits }] = await Promise.all([
    loadMonaco(),
    import("#app/workspace/editor/documents/live-text"),
  ]);
  return { makeBuffer: makeMonacoBuffer, createLiveText, mergeEdits };
}
