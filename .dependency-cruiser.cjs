// The import fence: who may know whom (ARCHITECTURE.md). A rule here is a promise the build keeps.
const tests = "\\.test\\.tsx?$";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circle",
      comment: "Two files that need each other are one file, or miss a third.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "shared-is-pure",
      comment: "shared/ runs in the browser and in both processes: itself, zod and yaml, no Node.js modules.",
      severity: "error",
      from: { path: "^shared/", pathNot: tests },
      to: { pathNot: ["^shared/", "^node_modules/(zod|yaml)/"] },
    },
    {
      name: "app-knows-no-server",
      comment: "The web app and the workspace server meet through tickets, the socket and the database only.",
      severity: "error",
      from: { path: "^(app/|proxy\\.ts$)" },
      to: { path: "^(server|tests|scripts|experiments)/" },
    },
    {
      name: "database-behind-app-server",
      comment: "Pages and panes ask app/_server/, which decides who may see what.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/_server/" },
      to: { path: "^prisma/" },
    },
    {
      name: "server-knows-no-app",
      comment: "The workspace server knows containers, not people or pages.",
      severity: "error",
      from: { path: "^server/" },
      to: { path: "^(app|tests|scripts|experiments)/" },
    },
    {
      name: "server-has-no-passwords",
      comment: "Sessions and passwords belong to the web process.",
      severity: "error",
      from: { path: "^server/" },
      to: { path: "^node_modules/(next|next-auth|react|@node-rs/argon2)/" },
    },
    {
      name: "engine-is-a-port",
      comment: "server/engine/ speaks in our words, so that another driver can stand beside Docker's.",
      severity: "error",
      from: { path: "^server/engine/", pathNot: tests },
      to: { path: "^(server|prisma)/", pathNot: "^server/engine/" },
    },
    {
      name: "docker-in-one-room",
      comment: "Only the Docker driver speaks with Docker.",
      severity: "error",
      from: { path: "^(app|server|shared|prisma)/", pathNot: "^server/engine/docker/" },
      to: { path: "^node_modules/(@types/)?dockerode/" },
    },
    {
      name: "keeper-knows-no-room",
      comment: "The keeper's client takes any pair of streams.",
      severity: "error",
      from: { path: "^server/keeper/", pathNot: tests },
      to: { path: "^(server|prisma)/", pathNot: "^server/keeper/" },
    },
    {
      name: "prisma-knows-nobody",
      comment: "The schema, its client and the seed stand below both processes.",
      severity: "error",
      from: { path: "^prisma/", pathNot: "^prisma/seed" },
      to: { path: "^(app|server|tests)/" },
    },
    {
      name: "no-test-in-product",
      severity: "error",
      from: { pathNot: ["^tests/", tests] },
      to: { path: ["^tests/", tests] },
    },
    {
      name: "unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-undeclared-package",
      comment: "What is imported stands in package.json.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-development-package-in-product",
      severity: "error",
      from: { path: "^(app|server|shared)/", pathNot: tests },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: "^node_modules/@types/" },
    },
  ],
  options: {
    doNotFollow: { path: "^(node_modules|prisma/generated)" },
    exclude: { path: "^prisma/generated/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".d.ts"],
    },
    skipAnalysisNotInRules: true,
  },
};
