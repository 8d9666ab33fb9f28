import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";

const require = createRequire(import.meta.url);

/** The WebAssembly schema engine over these connections. The caller ends the process to free it. */
export async function loadEngine(connections) {
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  const bytes = readFileSync(path.join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const log = (line) => process.env.VARLAB_SCHEMA_ENGINE_LOG && process.stderr.write(`${line}\n`);
  return glue.SchemaEngine.new({}, log, bindMigrationAwareSqlAdapterFactory(connections));
}
