import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { createDatabase, type Database } from "#prisma/client";
import { ticketSecret } from "../integration/fixtures/course";
import { freePorts } from "./free-ports";
import { removeLeftovers } from "./leftovers";
import { createService, type Service } from "./service";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");
const nextFolder = process.env.VARLAB_NEXT_DIR ?? ".next";
const serverBundle = path.join(process.env.VARLAB_DIST ?? "dist", "server.mjs");

/** Enough for every test at once, and small enough to find that many free ones in a row. */
const previewPorts = 16;

/** The password of every demo account and of every person that a test makes. */
export const password = "for-tests-only";

/** A whole installation as `./varlab up` makes it, under a name and ports of its own, from the production build. */
export interface Installation {
  /** What its containers, networks and volumes are labelled with. */
  readonly id: string;
  readonly data: string;
  /** Where a browser finds it. */
  readonly origin: string;
  /** The workspace server itself, without the web app before it. */
  readonly serverOrigin: string;
  readonly database: Database;
  readonly web: Service;
  readonly server: Service;
  /** Stops both processes and removes everything of the installation. */
  remove(): Promise<void>;
}

/** Migrates and seeds a fresh database and starts both processes, with these variables besides; whoever creates it removes it. */
export async function createInstallation(further: Readonly<Record<string, string>> = {}): Promise<Installation> {
  assertBuilt();
  const data = await mkdtemp(path.join(tmpdir(), "varlab-installation-"));
  const id = `test-${randomBytes(4).toString("hex")}`;
  const port = await freePorts(2 + previewPorts);
  const env = { ...environment({ data, id, port }), ...further };
  await writeInstallation(data, id, port);
  const prisma = [path.join(root, "prisma/cli.mjs"), "migrate-deploy"];
  await run(process.execPath, prisma, { cwd: root, env });
  const seed = [path.join(root, "prisma/seed.ts"), "--demo-password", password];
  await run(path.join(root, "node_modules/.bin/tsx"), seed, { cwd: root, env });

  const folders = { logs: path.join(data, "logs"), state: path.join(data, "state") };
  const serverOrigin = `http://127.0.0.1:${port + 1}`;
  const origin = `http://localhost:${port}`;
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const server = createService({
    ...{ name: "server", env, ...folders, health: `${serverOrigin}/live/health` },
    argv: [process.execPath, serverBundle],
  });
  const web = createService({
    ...{ name: "web", env, ...folders, health: `${origin}/api/health` },
    argv: [process.execPath, next, "start", "-p", String(port), "-H", "0.0.0.0"],
  });
  const database = createDatabase(`file:${path.join(data, "varlab.db")}`);
  const installation: Installation = {
    ...{ id, data, origin, serverOrigin, database, web, server },
    async remove() {
      await database.$disconnect();
      await Promise.all([web.stop("SIGKILL"), server.stop("SIGKILL")]);
      await removeLeftovers(id, data);
      await rm(data, { recursive: true, force: true });
    },
  };
  try {
    await Promise.all([server.start(), web.start()]);
  } catch (error) {
    await installation.remove();
    throw error;
  }
  return installation;
}

function assertBuilt(): void {
  for (const made of [path.join(nextFolder, "BUILD_ID"), serverBundle]) {
    if (!existsSync(path.resolve(root, made)))
      throw new Error(`There is no production build (${made} is missing): run ./varlab test, which builds first.`);
  }
}

function environment({ data, id, port }: { data: string; id: string; port: number }): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXT_MANUAL_SIG_HANDLE: "true",
    VARLAB_DATA: data,
    DATABASE_URL: `file:${path.join(data, "varlab.db")}`,
    NEXTAUTH_SECRET: "session-secret-of-the-tests-with-installations",
    NEXTAUTH_URL: `http://localhost:${port}`,
    VARLAB_TICKET_SECRET: ticketSecret,
    VARLAB_WEB_PORT: String(port),
    VARLAB_SERVER_PORT: String(port + 1),
    VARLAB_PREVIEW_PORTS: `${port + 2}-${port + 1 + previewPorts}`,
    VARLAB_INSTALLATION: id,
    // A pool of its own, so that installations beside this one never want the same subnet.
    VARLAB_SUBNET_POOL: `10.${220 + (port % 30)}.0.0/16`,
    VARLAB_DISK_MEGABYTES: "128",
  };
}

/** What the varlab command reads to know an installation. */
async function writeInstallation(data: string, id: string, port: number): Promise<void> {
  await mkdir(path.join(data, "state"), { recursive: true });
  await writeFile(path.join(data, "installation.id"), `${id}\n`);
  await writeFile(path.join(data, "secrets.env"), "", { mode: 0o600 });
  await writeFile(path.join(data, "state", "port"), `${port}\n`);
}
