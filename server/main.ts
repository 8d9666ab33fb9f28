import { readConfig } from "#server/config";
import { createLog, type Log } from "#server/log";
import { startWorkspaceServer } from "#server/workspace-server";

/** Time for sockets and logs to close in an orderly way; after it the process ends anyhow. */
const CLOSE_MS = 3000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  // A fault in one room must not take the terminals of everybody with it.
  process.on("unhandledRejection", (reason) => log.error({ err: reason }, "unhandled rejection"));
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "uncaught exception");
    process.exit(1);
  });
  const server = await startWorkspaceServer(config, log);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      end(server.close, signal, log);
    });
  }
}

function end(close: () => Promise<void>, signal: string, log: Log): void {
  log.info({ signal }, "closing");
  setTimeout(() => process.exit(0), CLOSE_MS).unref();
  close().then(
    () => process.exit(0),
    (error: unknown) => {
      log.error({ err: error }, "could not close in order");
      process.exit(1);
    },
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
