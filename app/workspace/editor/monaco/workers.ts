/** Makes the workers that Monaco asks for; each file is an entry of its own, else the bundler gives all of them the base worker. */
export function installWorkers(): void {
  globalThis.MonacoEnvironment = {
    getWorker(_id: string, label: string) {
      if (label === "typescript" || label === "javascript") {
        return new Worker(new URL("./workers/ts.worker.ts", import.meta.url), { type: "module", name: label });
      }
      if (label === "json") {
        return new Worker(new URL("./workers/json.worker.ts", import.meta.url), { type: "module", name: label });
      }
      return new Worker(new URL("./workers/editor.worker.ts", import.meta.url), { type: "module", name: label });
    },
  };
}
