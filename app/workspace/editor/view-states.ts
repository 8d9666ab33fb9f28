import type { editor } from "monaco-editor/editor/editor.api.js";

type ViewState = editor.ICodeEditorViewState;

/** Where cursor, scroll and folds were in each file of each group; survives a reload of the tab. */
export interface ViewStates {
  get(group: number, path: string): ViewState | null;
  set(group: number, path: string, state: ViewState | null): void;
}

/** View states kept under `key`. */
export function createViewStates(storage: Storage, key: string): ViewStates {
  const all = new Map<string, ViewState>(read(storage.getItem(key)));
  return {
    get: (group, path) => all.get(`${group}:${path}`) ?? null,
    set(group, path, state) {
      if (state === null) return;
      all.set(`${group}:${path}`, state);
      storage.setItem(key, JSON.stringify([...all].slice(-40)));
    },
  };
}

/** What this module wrote itself; anything else is as good as nothing. */
function read(text: string | null): [string, ViewState][] {
  try {
    const value: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(value) ? (value as [string, ViewState][]) : [];
  } catch {
    return [];
  }
}
