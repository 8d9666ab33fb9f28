#!/usr/bin/env node
// Stands where Prisma's CLI expects its native schema engine: the same JSON-RPC lines over stdin and stdout, answered by the
// WebAssembly build of that engine over the app's own database driver. Nothing has to be downloaded, on any platform.
import { openConnections, tryConnection } from "./connections.mjs";
import { loadEngine } from "./engine.mjs";
import { serve } from "./rpc.mjs";

/** The value that follows an option on the command line. */
function option(name) {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : process.argv[index + 1];
}

async function main() {
  if (process.argv.includes("--version")) {
    console.log("schema-engine-cli wasm");
    return;
  }
  const { url } = JSON.parse(option("--datasource") ?? "{}");
  const connections = openConnections(url);
  if (process.argv.includes("can-connect-to-database")) return tryConnection(connections);
  // SQLite makes the file when it is first opened.
  if (process.argv.includes("create-database")) return tryConnection(connections);
  await serve(await loadEngine(connections), connections);
}

main().catch((error) => {
  const fields = { is_panic: false, error_code: error.code ?? "P1001", message: String(error.message ?? error) };
  process.stderr.write(`\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}\n`);
  process.exitCode = 1;
});
