/** Monaco and what was made with it; its code comes in a file of its own. */
export type MonacoModule = typeof import("#app/workspace/editor/monaco/monaco");

let loading: Promise<MonacoModule> | null = null;

/** Fetches the editor's code once. */
export function loadMonaco(): Promise<MonacoModule> {
  loading ??= import("#app/workspace/editor/monaco/monaco");
  return loading;
}
