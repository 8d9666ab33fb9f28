#!/usr/bin/env node
// The project's door to Prisma: generate | migrate-deploy | migrate-dev --name X | migrate-status.
// It points Prisma at our own schema engine, so that nothing is downloaded.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { openConnections } from "./schema-engine/connections.mjs";

const root = path.resolve(import.meta.dirname, "..");
const require = createRequire(import.meta.url);

const commands = {
  generate: ["generate"],
  "migrate-deploy": ["migrate", "deploy"],
  "migrate-dev": ["migrate", "dev"],
  "migrate-status": ["migrate", "status"],
};

const usage = `Usage: node prisma/cli.mjs ${Object.keys(commands).join(" | ")} [options of prisma]
The database is DATABASE_URL, "file:./var/varlab.db" unless set.`;

/** Runs prisma's own command line and answers its exit code. */
function runPrisma(args) {
  const entry = path.join(path.dirname(require.resolve("prisma/package.json")), "build/index.js");
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, "prisma/schema-engine/main.mjs"),
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  };
  return spawnSync(process.execPath, [entry, ...args], { cwd: root, env, stdio: "inherit" }).status ?? 1;
}

/** Switches the file to write-ahead logging, which it remembers: readers and writers then do not block each other. */
async function enableWal() {
  const connection = await openConnections(process.env.DATABASE_URL ?? "file:./var/varlab.db").connect();
  await connection.executeScript("PRAGMA journal_mode = WAL");
  await connection.dispose();
}

const [command, ...rest] = process.argv.slice(2);
if (command === "--help" || command === "-h") {
  console.log(usage);
} else if (command === undefined || !Object.hasOwn(commands, command)) {
  console.error(usage);
  process.exitCode = 2;
} else {
  process.exitCode = runPrisma([...commands[command], ...rest]);
  if (process.exitCode === 0 && command.startsWith("migrate-") && command !== "migrate-status") await enableWal();
}
