import * as monaco from "monaco-editor/editor/editor.api.js";

/** The address of a workspace file as Monaco knows it. */
export function uriOf(path: string): monaco.Uri {
  return monaco.Uri.from({ scheme: "file", path: `/workspace/${path}` });
}

/** The workspace path of a Monaco address. */
export function pathOf(uri: monaco.Uri): string {
  return uri.path.replace(/^\/workspace\//, "");
}
