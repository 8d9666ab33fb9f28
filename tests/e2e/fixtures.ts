import path from "node:path";
import { type BrowserContext, test as base } from "@playwright/test";
import { z } from "zod";
import { createDatabase, type Database } from "#prisma/client";
import { makeStudent, type Person, signInOverHttp } from "../support/people";
import { createWorkspacePage, type WorkspacePage } from "./workspace-page";

const Lab = z.object({ data: z.string(), id: z.string(), origin: z.string(), serverOrigin: z.string() });
/** The installation that all tests share. */
export type Lab = z.infer<typeof Lab>;

interface TestFixtures {
  /** A fresh student of the demo course. */
  readonly student: Person;
  /** Opens an experiment as the student (or another person) and waits until one can type. */
  readonly openExperiment: (slug: string, person?: Person) => Promise<WorkspacePage>;
  /** A context of its own in which the person is signed in. */
  readonly contextOf: (person: Person) => Promise<BrowserContext>;
  readonly newStudent: () => Promise<Person>;
}

interface WorkerFixtures {
  readonly lab: Lab;
  readonly database: Database;
}

/** Playwright's test with an installation, people and workspaces. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from here
    async ({}, use) => use(Lab.parse(JSON.parse(process.env.VARLAB_E2E ?? "{}"))),
    { scope: "worker" },
  ],
  database: [
    async ({ lab }, use) => {
      const database = createDatabase(`file:${path.join(lab.data, "varlab.db")}`);
      await use(database);
      await database.$disconnect();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ lab }, use) => use(lab.origin),
  newStudent: async ({ database }, use) => use(() => makeStudent(database)),
  student: async ({ newStudent }, use) => use(await newStudent()),
  contextOf: async ({ browser, lab, contextOptions }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person) => {
      const context = await browser.newContext({ ...contextOptions, baseURL: lab.origin });
      contexts.push(context);
      await context.addCookies((await signInOverHttp(lab.origin, person)).cookies);
      return context;
    });
    for (const context of contexts) await context.close();
  },
  openExperiment: async ({ contextOf, lab, student }, use) => {
    await use(async (slug, person = student) => {
      const context = await contextOf(person);
      const page = await context.newPage();
      await page.goto(`/courses/var-2026/${slug}`);
      await page.getByRole("button", { name: /^Start / }).click();
      await page.waitForURL(/\/w\//);
      const workspace = createWorkspacePage(page, lab.data);
      await workspace.ready();
      return workspace;
    });
  },
});

export { expect } from "@playwright/test";
