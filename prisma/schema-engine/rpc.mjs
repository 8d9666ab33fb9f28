import readline from "node:readline";

/** Methods that read the table of applied migrations; on SQLite the engine wants it to exist already. */
const readsMigrations =
  /^(devDiagnostic|diagnoseMigrationHistory|applyMigrations|markMigration|createMigration|evaluateDataLoss)/;

const migrationsTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "checksum" TEXT NOT NULL,
  "finished_at" DATETIME,
  "migration_name" TEXT NOT NULL,
  "logs" TEXT,
  "rolled_back_at" DATETIME,
  "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/** The one method that the CLI calls by another name than the engine has. */
const renamed = { getDatabaseVersion: "version" };

/** Answers JSON-RPC requests from stdin, one a line and one after another, until stdin ends. */
export async function serve(engine, connections) {
  let hasTable = false;
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (line.trim() === "") continue;
    const { id, method, params } = JSON.parse(line);
    if (!method) continue; // the CLI's answer to "print"
    try {
      if (!hasTable && readsMigrations.test(method)) {
        await createMigrationsTable(connections);
        hasTable = true;
      }
      const result = await call(engine, method, params);
      if (method === "diff" && result?.stdout)
        send({ id: `print-${id}`, method: "print", params: { content: result.stdout } });
      send({ id, result: result ?? null });
    } catch (error) {
      send({ id, error: asRpcError(error) });
    }
  }
  process.exit(0);
}

async function call(engine, method, params) {
  const name = renamed[method] ?? method;
  if (typeof engine[name] !== "function") throw new Error(`The schema engine has no method "${method}".`);
  return engine[name](params ?? {});
}

async function createMigrationsTable(connections) {
  const connection = await connections.connect();
  await connection.executeScript(migrationsTable);
  await connection.dispose();
}

function asRpcError(error) {
  const message = String(error?.message ?? error);
  const known = error?.code ? { error_code: error.code, message, meta: error.meta ?? {} } : {};
  const data = { is_panic: false, message, backtrace: null, ...known };
  return { code: 4466, message: "An error happened. Check the data field for details.", data };
}
