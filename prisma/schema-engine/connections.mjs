import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PrismaLibSql } from "@prisma/adapter-libsql";

/** Connections for the schema engine: the database at `url`, and empty shadow databases. Throws for anything but SQLite files. */
export function openConnections(url) {
  if (typeof url !== "string" || !url.startsWith("file:")) {
    throw new Error(
      `This schema engine serves SQLite files only, so DATABASE_URL has to start with "file:". For PostgreSQL use Prisma's own engine.`,
    );
  }
  mkdirSync(path.dirname(url.slice("file:".length)), { recursive: true });
  const factory = new PrismaLibSql({ url, timeout: 5000 });
  factory.connectToShadowDb = connectToShadow;
  return factory;
}

/** Throws unless the database answers. */
export async function tryConnection(factory) {
  const connection = await factory.connect();
  await connection.executeScript("SELECT 1");
  await connection.dispose();
}

/** A shadow database in a file of its own: one in memory is empty again whenever the driver reconnects. */
async function connectToShadow() {
  const folder = mkdtempSync(path.join(tmpdir(), "varlab-shadow-"));
  const connection = await new PrismaLibSql({ url: `file:${path.join(folder, "shadow.db")}` }).connect();
  // The engine sends whole migrations here, but the driver's `execute` runs the first statement only.
  connection.executeRaw = async ({ sql }) => {
    await connection.executeScript(sql);
    return 0;
  };
  const dispose = connection.dispose.bind(connection);
  connection.dispose = async () => {
    await dispose();
    rmSync(folder, { recursive: true, force: true });
  };
  return connection;
}
