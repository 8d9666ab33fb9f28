import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const resolve = {
  alias: [{ find: /^#(app|shared|server|prisma)\/(.*)$/, replacement: `${path.join(root)}/$1/$2` }],
};

/** On a busy machine a real process may miss its time: one more try, which the report shows as such. Unit tests get none. */
const retry = process.env.CI === "true" ? 1 : 0;
/** Containers start one file at a time: what is measured and limited must not depend on a neighbour. */
const withContainers = { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false, retry };

export default defineConfig({
  resolve,
  test: {
    projects: [
      { resolve, test: { name: "unit", include: ["{app,server,shared,prisma}/**/*.test.ts"] } },
      { resolve, test: { name: "compose", include: ["tests/compose/**/*.test.ts"] } },
      {
        resolve,
        test: { name: "integration", include: ["tests/integration/**/*.test.ts"], testTimeout: 30_000, retry },
      },
      { resolve, test: { name: "docker", include: ["tests/docker/**/*.test.ts"], ...withContainers } },
      { resolve, test: { name: "faults", include: ["tests/faults/**/*.test.ts"], ...withContainers } },
    ],
  },
});
