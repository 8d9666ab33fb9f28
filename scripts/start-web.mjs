// Starts the built web app: `next start` with the options given here. One build serves every installation of this
// checkout, but Next writes the rewrite to the workspace server into the build: its port is set here, before the start.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const manifest = path.join(root, process.env.VARLAB_NEXT_DIR ?? ".next", "routes-manifest.json");
const port = process.env.VARLAB_SERVER_PORT ?? "7081";

const before = readFileSync(manifest, "utf8");
const after = before.replaceAll(/"http:\/\/127\.0\.0\.1:\d+\/live\//g, `"http://127.0.0.1:${port}/live/`);
if (!after.includes(`http://127.0.0.1:${port}/live/`)) throw new Error(`${manifest} has no rewrite to the workspace server.`);
if (after !== before) {
  const temporary = `${manifest}.${process.pid}`;
  writeFileSync(temporary, after);
  renameSync(temporary, manifest);
}

process.argv.splice(1, 1, "next", "start");
createRequire(import.meta.url)("next/dist/bin/next");
