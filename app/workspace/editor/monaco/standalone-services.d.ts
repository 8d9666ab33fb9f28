/** The one place where Monaco takes another service than its own; it has no types. */
declare module "monaco-editor/editor/standalone/browser/standaloneServices.js" {
  export const StandaloneServices: { initialize(overrides: Readonly<Record<string, unknown>>): unknown };
}
