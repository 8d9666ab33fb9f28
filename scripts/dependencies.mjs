// Exits 0 when node_modules holds every package that package-lock.json asks for on this platform, 1 otherwise.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, dev?: boolean, peer?: boolean }>} */
function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}

const wanted = packagesOf(path.join(root, "package-lock.json"));
// npm writes this file last, so it is missing after an interrupted installation.
const installed = packagesOf(path.join(root, "node_modules", ".package-lock.json"));
const missing = Object.entries(wanted).filter(
  ([folder, one]) => folder !== "" && !one.optional && installed[folder]?.version !== one.version,
);
const first = missing[0];
if (first) process.stdout.write(`${missing.length} packages differ, such as ${first[0]} ${first[1].version}\n`);
process.exitCode = missing.length === 0 ? 0 : 1;
