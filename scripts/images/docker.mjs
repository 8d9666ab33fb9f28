import { execFile, spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The label that holds the content hash an image was built from. */
export const HASH_LABEL = "varlab.image";

/**
 * The content hash an image of this name was built from, or undefined where there is none.
 * @param {string} name
 * @returns {Promise<string | undefined>}
 */
export async function builtHash(name) {
  try {
    const { stdout } = await run("docker", [
      "image",
      "inspect",
      "--format",
      `{{index .Config.Labels "${HASH_LABEL}"}}`,
      name,
    ]);
    return stdout.trim();
  } catch {
    return undefined;
  }
}

/**
 * The build command this client can run: BuildKit where its plug-in is there, the classic builder otherwise.
 * The "default" builder is the engine's own; another one would not see images that only exist locally.
 * @returns {Promise<{ argv: string[], env: Record<string, string> }>}
 */
export async function chooseBuilder() {
  try {
    await run("docker", ["buildx", "inspect", "default"]);
    return {
      argv: ["buildx", "build", "--builder", "default", "--load", "--progress", "plain"],
      env: { DOCKER_BUILDKIT: "1" },
    };
  } catch {
    return { argv: ["build", "--force-rm"], env: { DOCKER_BUILDKIT: "0" } };
  }
}

/**
 * Runs a program, adds what it prints to the log file, and rejects with its last lines when it fails.
 * @param {string} program
 * @param {string[]} argv
 * @param {{ log: string, env?: Record<string, string>, signal: AbortSignal }} options
 * @returns {Promise<void>}
 */
export function logged(program, argv, { log, env = {}, signal }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], signal });
    let tail = "";
    const keep = (/** @type {Buffer} */ chunk) => {
      appendFileSync(log, chunk);
      tail = (tail + chunk.toString("utf8")).slice(-2000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`${program} ended with exit code ${code}. Its last lines:\n${tail.trim()}\nThe whole log: ${log}`),
        );
    });
  });
}
