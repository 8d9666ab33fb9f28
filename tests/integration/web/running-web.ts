import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDatabase, type Database } from "#prisma/client";

const root = path.resolve(import.meta.dirname, "../../..");
const buildFolder = process.env.VARLAB_NEXT_DIR ?? ".next";

/** The password of every demo account in these tests. */
export const demoPassword = "for-tests-only";

/** The secret under which this web process signs tickets. */
export const ticketSecret = "ticket-secret-of-the-integration-tests";

/** A web process of our own with its own data directory; whoever started it stops it. */
export interface RunningWeb {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly db: Database;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** Migrates and seeds a fresh database and runs the production build (made before by `next build`) on a free port. */
export async function startWeb(environment: Readonly<Record<string, string>> = {}): Promise<RunningWeb> {
  if (!existsSync(path.join(root, buildFolder, "BUILD_ID"))) {
    throw new Error(
      `There is no build of the web app in ${buildFolder}: run "npx next build" first, or ./varlab test.`,
    );
  }
  const data = mkdtempSync(path.join(tmpdir(), "varlab-web-"));
  const databaseUrl = `file:${path.join(data, "varlab.db")}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    VARLAB_DATA: data,
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: "session-secret-of-the-integration-tests",
    VARLAB_TICKET_SECRET: ticketSecret,
    ...environment,
  };
  run(env, process.execPath, "prisma/cli.mjs", "migrate-deploy");
  run(env, path.join(root, "node_modules/.bin/tsx"), "prisma/seed.ts", "--demo-password", demoPassword);
  const { port, stop } = await serve(env);
  const db = createDatabase(databaseUrl);
  return {
    origin: `http://127.0.0.1:${port}`,
    db,
    databaseUrl,
    async stop() {
      await Promise.all([stop(), db.$disconnect()]);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function run(env: NodeJS.ProcessEnv, command: string, ...args: string[]): void {
  execFileSync(command, args, { cwd: root, env, stdio: ["ignore", "ignore", "pipe"] });
}

/** Runs `next start` on port 0 and waits until it says which one it got. */
async function serve(env: NodeJS.ProcessEnv): Promise<{ port: number; stop(): Promise<void> }> {
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const child = spawn(process.execPath, [next, "start", "-p", "0", "-H", "0.0.0.0"], { cwd: root, env });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /localhost:(\d+)[\s\S]*Ready/.exec(said)?.[1];
      if (found) resolve(Number(found));
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", () => reject(new Error(`next start ended:\n${said}`)));
  });
  return {
    port,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
