import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, open, readFile } from "node:fs/promises";
import path from "node:path";
import { eventually } from "../docker/eventually";
import { noteProcess } from "./noted-process";

/** How one of the two processes is started; the health address tells when it is up. */
export interface ServiceSpec {
  readonly name: "server" | "web";
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly health: string;
  /** Folders as `./varlab up` uses them: it finds and stops what is noted there. */
  readonly logs: string;
  readonly state: string;
}

/** One of the two processes, in a process group of its own. Whoever created it stops it. */
export interface Service {
  /** Starts it and waits until it answers; answers the milliseconds that took. */
  start(): Promise<number>;
  /** Sends a signal to the whole group and waits until the process is gone. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  readonly running: boolean;
  log(): Promise<string>;
}

const root = path.resolve(import.meta.dirname, "../..");

/** A process that does not run yet. */
export function createService(spec: ServiceSpec): Service {
  const logFile = path.join(spec.logs, `${spec.name}.log`);
  let child: ChildProcess | undefined;
  let ended: Promise<void> = Promise.resolve();

  async function start(): Promise<number> {
    const began = performance.now();
    await mkdir(spec.logs, { recursive: true });
    await mkdir(spec.state, { recursive: true });
    const log = await open(logFile, "a");
    const started = spawn(spec.argv[0] ?? "", spec.argv.slice(1), {
      cwd: root,
      env: spec.env,
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    });
    child = started;
    ended = new Promise((resolve) => started.once("exit", () => resolve()));
    await log.close();
    await noteProcess(path.join(spec.state, `${spec.name}.pid`), started.pid ?? 0);
    await eventually(`${spec.name} answers`, async () => {
      if (started.exitCode !== null) throw new Error(`${spec.name} ended:\n${await readFile(logFile, "utf8")}`);
      return fetch(spec.health).then(
        (response) => response.ok,
        () => false,
      );
    });
    return performance.now() - began;
  }

  return {
    start,
    async stop(signal = "SIGTERM") {
      if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid, signal);
      }
      await ended;
      child = undefined;
    },
    get running() {
      return child !== undefined && child.exitCode === null && child.signalCode === null;
    },
    log: () => readFile(logFile, "utf8"),
  };
}
