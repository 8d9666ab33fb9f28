import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { eventually } from "../docker/eventually";

/** A Docker engine that belongs to one test and may be restarted: its own data, its own socket, the machine's images. */
export interface OwnEngine {
  /** The path of its socket. */
  readonly socket: string;
  /** Ends the daemon and starts it again; with live-restore its containers run on. Answers which ones ran before. */
  restart(): Promise<string[]>;
  /** Ends it and removes all of its data. Its containers must be gone. */
  remove(): Promise<void>;
}

/** Starts a daemon beside the machine's own and gives it copies of these images. */
export async function startOwnEngine(images: readonly string[]): Promise<OwnEngine> {
  const directory = mkdtempSync(path.join(tmpdir(), "varlab-engine-"));
  const socket = `${directory}/docker.sock`;
  const host = `unix://${socket}`;
  const log = openSync(path.join(directory, "log"), "a");
  const places = ["--data-root", `${directory}/data`, "--exec-root", `${directory}/exec`];
  // No default bridge and no rules: those are the machine's own engine's.
  const modest = ["--bridge=none", "--iptables=false", "--ip-masq=false", "--live-restore"];
  let daemon: ChildProcess | undefined;

  async function start(): Promise<void> {
    const argv = [...places, "--pidfile", `${directory}/pid`, "--host", host, ...modest];
    const started = spawn("dockerd", argv, { stdio: ["ignore", log, log], detached: true });
    daemon = started;
    await eventually("the engine of the test answers", () => {
      if (started.exitCode !== null) throw new Error(readFileSync(path.join(directory, "log"), "utf8").slice(-2000));
      return answers(host);
    });
  }

  async function stop(): Promise<void> {
    const running = daemon;
    if (running === undefined || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGTERM");
    await ended;
  }

  await start();
  // Through a pipe of the shell: an image is larger than what a process should hold.
  execFileSync("sh", ["-c", 'docker save "$@" | docker --host "$OWN" load', "sh", ...images], {
    env: { ...process.env, OWN: host },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return {
    socket,
    async restart() {
      const running = execFileSync("docker", ["--host", host, "ps", "--quiet"], { encoding: "utf8" });
      await stop();
      await start();
      return running.split("\n");
    },
    async remove() {
      await stop();
      // A daemon mounts its own data directory, and leaves that behind.
      const table = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
      const mounts = table.map((line) => line.split(" ")[4] ?? "").filter((at) => at.startsWith(`${directory}/`));
      for (const mount of mounts.toReversed()) execFileSync("umount", [mount]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function answers(host: string): true | undefined {
  try {
    execFileSync("docker", ["--host", host, "version"], { stdio: "ignore" });
    return true;
  } catch {
    return undefined;
  }
}
