// Bundles the workspace server into dist/server.mjs; packages stay in node_modules.
import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");

await build({
  absWorkingDir: root,
  entryPoints: { server: "server/main.ts" },
  outdir: process.env.VARLAB_DIST ?? "dist",
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
