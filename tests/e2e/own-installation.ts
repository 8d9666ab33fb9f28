import { createInstallation, type Installation } from "../support/installation";
import { test as base } from "./fixtures";

/** Tests that kill processes have an installation of their own, so that no neighbour notices. */
export const test = base.extend<object, { readonly installation: Installation }>({
  installation: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from here
    async ({}, use) => {
      const installation = await createInstallation();
      await use(installation);
      await installation.remove();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  lab: [
    async ({ installation: { data, id, origin, serverOrigin } }, use) => use({ data, id, origin, serverOrigin }),
    { scope: "worker" },
  ],
});
