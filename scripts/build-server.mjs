// Bundles the workspace server into dist/server.mjs; packages stay in node_modules.
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");

const outdir = process.env.VARLAB_DIST ?? "dist";

await build({
  absWorkingDir: root,
  entryPoints: { server: "server/main.ts" },
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  alias: {
    "#shared": path.join(root, "shared"),
    "#server": path.join(root, "server"),
    "#prisma": path.join(root, "prisma"),
  },
  sourcemap: true,
  logLevel: "warning",
});

// Threads are loaded by their URL beside the file that starts them.
await copyFile(path.join(root, "server/files/find-worker.mjs"), path.resolve(root, outdir, "find-worker.mjs"));
