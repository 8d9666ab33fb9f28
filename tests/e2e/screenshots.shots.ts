import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const folder = path.resolve(import.meta.dirname, "../../docs/screenshots");
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };

test("every page around the workspace", async ({ browser, contextOf, student, lab }) => {
  const anonymous = await browser.newContext({ baseURL: lab.origin });
  const signIn = await anonymous.newPage();
  await signIn.goto("/sign-in");
  await shoot(signIn, "sign-in");
  await anonymous.close();
  const page = await (await contextOf(student)).newPage();
  const pages = {
    courses: "/",
    course: "/courses/var-2026",
    experiment: "/courses/var-2026/rmi-chat",
    account: "/account",
    "not-found": "/no-such-page",
  };
  for (const [name, address] of Object.entries(pages)) {
    await page.goto(address);
    await expect(page.locator("main")).toBeVisible();
    await shoot(page, name);
  }
});

test("the states of the workspace page", async ({ openExperiment }) => {
  const workspace = await openExperiment("rmi-chat");
  const { page } = workspace;
  await shoot(page, "workspace-new");
  await workspace.build(1);
  await workspace.deployAll();
  await expect(workspace.tile("clarissa")).toContainText("build 1");
  await page.getByRole("button", { name: "Start all", exact: true }).click();
  await workspace.reaches("clarissa", "failed");
  await shoot(page, "workspace-failed");
  await page.keyboard.press("F1");
  await expect(page.getByRole("option").first()).toBeVisible();
  await shoot(page, "workspace-palette", ["wide"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+`");
  await expect(page.getByRole("region", { name: "Terminal", exact: true }).getByRole("tab").first()).toBeVisible();
  await shoot(page, "workspace-terminal", ["wide"]);
});

/** Saves the page in both themes and the sizes asked for. */
async function shoot(
  page: Page,
  name: string,
  wanted: readonly (keyof typeof sizes)[] = ["wide", "narrow"],
): Promise<void> {
  for (const size of wanted) {
    await page.setViewportSize(sizes[size]);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: path.join(folder, `${name}-${size}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize(sizes.wide);
  await page.emulateMedia({ colorScheme: "light" });
}
