import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";

/**
 * @typedef {{ name: string, title: string, kind: "base" | "toolchain" | "instance" | "keeper", suite?: string,
 *   folder?: string, base?: string, needs?: string[], inputs?: Record<string, string> }} Image
 * An image with a `suite` is Debian itself; every other one is built from `docker/<folder>` on top of `base`.
 */

/**
 * Reads `docker/images.json`, which lists every image after those it needs.
 * @param {string} root
 * @returns {Image[]}
 */
export function readCatalogue(root) {
  return JSON.parse(readFileSync(path.join(root, "docker", "images.json"), "utf8"));
}

/**
 * The images that must exist before this one is built.
 * @param {Image} image
 * @returns {string[]}
 */
export function parentsOf(image) {
  return image.base ? [image.base, ...(image.needs ?? [])] : [];
}

/**
 * One hash per image of all that decides its content: its files, its inputs and the hashes of its parents.
 * @param {string} root
 * @param {Image[]} images
 * @returns {Map<string, string>}
 */
export function hashCatalogue(root, images) {
  const hashes = new Map();
  for (const image of images) {
    const hash = createHash("sha256").update(JSON.stringify(image.suite ?? image.folder));
    for (const parent of parentsOf(image)) {
      hash.update(
        `\0parent ${hashes.get(parent) ?? fail(`docker/images.json: ${image.name} stands before ${parent}`)}`,
      );
    }
    hashTree(hash, path.join(root, "docker", image.folder ?? "debian"));
    for (const source of Object.values(image.inputs ?? {})) hashInput(hash, path.join(root, source));
    hashes.set(image.name, hash.digest("hex").slice(0, 32));
  }
  return hashes;
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} entry
 * @param {string} name
 */
function hashTree(hash, entry, name = "") {
  if (!existsSync(entry)) fail(`${entry} is missing: the checkout is not complete`);
  const stat = lstatSync(entry);
  if (stat.isSymbolicLink()) hash.update(`\0link ${name} ${readlinkSync(entry)}`);
  else if (stat.isDirectory())
    for (const child of readdirSync(entry).sort()) hashTree(hash, path.join(entry, child), `${name}/${child}`);
  else hash.update(`\0file ${name} ${stat.mode & 0o111} `).update(readFileSync(entry));
}

/**
 * A package's version stands for its files: reading all of TypeScript on every `up` would cost more than the rest.
 * @param {import("node:crypto").Hash} hash
 * @param {string} folder
 */
function hashInput(hash, folder) {
  const file = path.join(folder, "package.json");
  if (!existsSync(file)) fail(`${folder} is missing: run \`npm ci\` first`);
  const { name, version } = JSON.parse(readFileSync(file, "utf8"));
  hash.update(`\0package ${name}@${version}`);
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  throw new Error(sentence);
}
