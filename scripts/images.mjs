#!/usr/bin/env node
// Builds the images of docker/images.json that are missing or whose files changed.
// usage: node scripts/images.mjs [--check] [--logs FOLDER] [NAME...]
import path from "node:path";
import { parseArgs } from "node:util";
import { createImageBuilder } from "./images/build.mjs";
import { hashCatalogue, parentsOf, readCatalogue } from "./images/catalogue.mjs";
import { builtHash } from "./images/docker.mjs";

/** Builds wait for the network and for one core each; more than two at once gained nothing on two cores. */
const AT_ONCE = 2;

const root = path.resolve(import.meta.dirname, "..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: "boolean", default: false },
    logs: { type: "string", default: path.join(root, "var", "logs", "images") },
  },
});

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => stop.abort());

const catalogue = readCatalogue(root);
const wanted = withParents(positionals.length > 0 ? positionals : catalogue.map((image) => image.name));
const images = catalogue.filter((image) => wanted.has(image.name));
const hashes = hashCatalogue(root, images);
const built = await Promise.all(images.map((image) => builtHash(image.name)));
const stale = images.filter((image, index) => built[index] !== hashes.get(image.name));

if (values.check) {
  for (const image of stale) process.stdout.write(`${image.name}\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  await buildAll();
}

/** @param {string[]} names */
function withParents(names) {
  const found = new Set();
  const visit = (/** @type {string} */ name) => {
    const image = catalogue.find((one) => one.name === name);
    if (!image) throw new Error(`There is no image ${name}. Known: ${catalogue.map((one) => one.name).join(", ")}`);
    if (found.has(name)) return;
    found.add(name);
    parentsOf(image).forEach(visit);
  };
  names.forEach(visit);
  return found;
}

/** Builds in the order of need, some at once. After a failure nothing new is begun; what runs is waited for. */
async function buildAll() {
  const builder = createImageBuilder({ root, logs: values.logs, signal: stop.signal });
  const waiting = new Set(stale);
  const running = new Map();
  let done = 0;

  while ((waiting.size > 0 && !process.exitCode) || running.size > 0) {
    for (const image of process.exitCode ? [] : waiting) {
      const missing = [...waiting, ...running.keys()].map((other) => other.name);
      if (running.size >= AT_ONCE || parentsOf(image).some((parent) => missing.includes(parent))) continue;
      waiting.delete(image);
      running.set(
        image,
        buildOne(image).finally(() => running.delete(image)),
      );
    }
    await Promise.race(running.values());
  }

  /** @param {import("./images/catalogue.mjs").Image} image */
  async function buildOne(image) {
    const start = performance.now();
    try {
      await builder.build(image, hashes.get(image.name) ?? "");
      done += 1;
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const count = `${done}/${stale.length}`.padStart(8);
      process.stdout.write(`${count}  ${image.name.padEnd(24)} ${seconds.padStart(6)} s  ${image.title}\n`);
    } catch (error) {
      process.exitCode = stop.signal.aborted ? 130 : 1;
      const reason = stop.signal.aborted ? "stopped" : error instanceof Error ? error.message : String(error);
      process.stderr.write(`The image ${image.name} was not built: ${reason}\n`);
    }
  }
}
