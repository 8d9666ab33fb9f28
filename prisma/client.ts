import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaClient } from "#prisma/generated/client";

/** The database as both processes use it. */
export type Database = PrismaClient;

/** Milliseconds a statement waits for the other process's write: an fsync on a slow disk under load takes below 2 s. */
const busyTimeout = 5000;

type Config = ConstructorParameters<typeof PrismaLibSql>[0];
type Client = ReturnType<PrismaLibSql["createClient"]>;

/**
 * Every transaction takes the write lock at its begin. A deferred one that reads first and writes later is refused at once
 * when the other process wrote in between; no busy timeout helps there.
 */
class WriteFirstLibSql extends PrismaLibSql {
  override createClient(config: Config): Client {
    const client = super.createClient(config);
    const transaction = client.transaction.bind(client);
    client.transaction = () => transaction("write");
    return client;
  }
}

/**
 * A client on the SQLite file at `url` ("file:/path/to/varlab.db"): waits up to 5 s for locks on every connection. The
 * caller owns it and ends it with `$disconnect()`. Readers and writers do not block each other, because the
 * migrations' door (prisma/cli.mjs) switches the file to write-ahead logging once, which the file remembers.
 */
export function createDatabase(url: string): Database {
  return new PrismaClient({ adapter: new WriteFirstLibSql({ url, timeout: busyTimeout }) });
}
