import { type Config, readConfig } from "#app/_server/config";
import { createDatabase, type Database } from "#prisma/client";

/** What every request needs. */
export interface Services {
  readonly config: Config;
  readonly db: Database;
}

/** Next bundles a server module into several chunks; the process still has one database connection, kept here. */
const holder: { varlabServices?: Services } & typeof globalThis = globalThis;

/** The process's settings and database, made at the first use; they live as long as the process. */
export function services(): Services {
  holder.varlabServices ??= create();
  return holder.varlabServices;
}

function create(): Services {
  const config = readConfig(process.env);
  return { config, db: createDatabase(config.databaseUrl) };
}
