import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chooseBuilder, HASH_LABEL, logged } from "./docker.mjs";

/** A registry that does not answer must not hold up the installation longer than this. */
const PULL_SECONDS = 15;

/** Proxies that the build of an image is told about when this shell has them. */
const PROXIES = ["http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

/**
 * A builder of the catalogue's images. It leaves no temporary folder behind, also when `signal` ends it.
 * `VARLAB_REGISTRY=none` keeps it from asking a registry for Debian.
 * @param {{ root: string, logs: string, signal: AbortSignal }} options
 */
export function createImageBuilder({ root, logs, signal }) {
  mkdirSync(logs, { recursive: true });
  const builder = chooseBuilder();

  /**
   * Makes one image and labels it with its hash.
   * @param {import("./catalogue.mjs").Image} image
   * @param {string} hash
   */
  async function build(image, hash) {
    const log = path.join(logs, `${image.name.replace(/[/:]/g, "-")}.log`);
    rmSync(log, { force: true });
    await (image.suite ? bringDebian(image, image.suite, hash, log) : buildFolder(image, hash, log));
  }

  /** @param {import("./catalogue.mjs").Image} image @param {string} suite @param {string} hash @param {string} log */
  async function bringDebian(image, suite, hash, log) {
    const script = path.join(root, "docker", "debian", "bring");
    const source = process.env.VARLAB_REGISTRY === "none" ? "packages" : "any";
    await logged("bash", [script, suite, image.name, `${HASH_LABEL}=${hash}`, source, String(PULL_SECONDS)], {
      log,
      signal,
    });
  }

  /** @param {import("./catalogue.mjs").Image} image @param {string} hash @param {string} log */
  async function buildFolder(image, hash, log) {
    const { argv, env } = await builder;
    const context = mkdtempSync(path.join(tmpdir(), "varlab-image-"));
    try {
      cpSync(path.join(root, "docker", image.folder ?? ""), context, { recursive: true });
      for (const [target, source] of Object.entries(image.inputs ?? {})) {
        cpSync(path.join(root, source), path.join(context, target), { recursive: true });
      }
      const proxies = PROXIES.filter((name) => process.env[name]).flatMap((name) => ["--build-arg", name]);
      await logged(
        "docker",
        // The host's network: package mirrors are reachable there even where the default bridge has no way out.
        [
          ...argv,
          "--network",
          "host",
          ...proxies,
          "--build-arg",
          `BASE=${image.base}`,
          "--label",
          `${HASH_LABEL}=${hash}`,
          "--tag",
          image.name,
          context,
        ],
        { log, env, signal },
      );
    } finally {
      rmSync(context, { recursive: true, force: true });
    }
  }

  return { build };
}
