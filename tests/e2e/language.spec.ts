import type { Locator, Page } from "@playwright/test";
import { makeMember } from "../support/people";
import { createAuthoringPage } from "./authoring-page";
import { expect, test } from "./fixtures";

const html = (page: Page): Locator => page.locator("html");

test.describe("before signing in", () => {
  test.use({ locale: "de-DE" });

  test("a browser that asks for German gets it, and keeps another choice", async ({ page, student }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Bei Varlab anmelden" })).toBeVisible();
    await expect(page).toHaveTitle("Anmelden · Varlab");
    await expect(html(page)).toHaveAttribute("lang", "de");
    await page.getByLabel("E-Mail").fill(student.email);
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByRole("heading", { name: "Sign in to Varlab" })).toBeVisible();
    await expect(html(page)).toHaveAttribute("lang", "en");
    await expect(page.getByLabel("E-mail")).toHaveValue(student.email);
    await page.reload();
    await expect(page.getByRole("heading", { name: "Sign in to Varlab" })).toBeVisible();
  });
});

test("a browser that asks for neither language gets English", async ({ browser, lab }) => {
  const context = await browser.newContext({ baseURL: lab.origin, locale: "fr-FR" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await expect(html(page)).toHaveAttribute("lang", "en");
  await expect(page.getByRole("button", { name: "Deutsch" })).toBeVisible();
  await context.close();
});

test("the choice in the account menu is the account's, in another browser too", async ({ contextOf, student }) => {
  const page = await (await contextOf(student)).newPage();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Courses" })).toBeVisible();
  await choose(page, `Account of ${student.name}`, "Deutsch");
  await expect(page.getByRole("heading", { name: "Kurse" })).toBeVisible();

  const other = await (await contextOf(student)).newPage();
  await other.goto("/account");
  await expect(other.getByRole("heading", { name: "Konto", exact: true })).toBeVisible();
  await expect(html(other)).toHaveAttribute("lang", "de");
  await other.getByRole("radio", { name: "English" }).click();
  await expect(other.getByRole("heading", { name: "Account", exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Courses" })).toBeVisible();
});

test("a workspace stays open while its language changes", async ({ openExperiment, student }) => {
  const workspace = await openExperiment("sensor-bus");
  const { page } = workspace;
  await workspace.open("src/collector.py");
  await workspace.editor.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("# typed in English");
  const opened: string[] = [];
  page.on("websocket", (socket) => opened.push(socket.url()));
  page.on("load", () => opened.push("the page anew"));

  await choose(page, `Account of ${student.name}`, "Deutsch");
  await expect(html(page)).toHaveAttribute("lang", "de");
  await expect(page.getByRole("button", { name: `Konto von ${student.name}` })).toBeVisible();
  await expect(page.getByText("# typed in English")).toBeVisible();
  // The same editor: it still knows what was typed before.
  await page.getByText("# typed in English").click();
  await page.keyboard.press("Control+z");
  await expect(page.getByText("# typed in English")).toBeHidden();
  await expect.poll(() => workspace.saved("src/collector.py")).not.toContain("# typed in English");
  expect(opened).toEqual([]);
});

test("what could not be saved is still there after the language has changed", async ({ contextOf, database }) => {
  const lecturer = await makeMember(database, "lecturer", "var-2026");
  const page = await (await contextOf(lecturer)).newPage();
  const author = createAuthoringPage(page);
  await page.goto("/courses/var-2026");
  await page.getByRole("button", { name: "New experiment" }).click();
  const dialog = page.getByRole("dialog", { name: "New experiment" });
  await dialog.getByLabel("Title").fill(`Two languages ${lecturer.name}`);
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await page.waitForURL(/\/edit$/);
  await expect(author.problems).toContainText("No problems");
  await page.route("**/files", (route) => route.abort());
  await author.text("compose.yaml").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("# kept in this window");
  await expect(page.getByRole("button", { name: /^not saved/ })).toBeVisible();

  await choose(page, `Account of ${lecturer.name}`, "Deutsch");
  await expect(page.getByRole("button", { name: /^nicht gespeichert/ })).toBeVisible();
  await expect(page.getByText("# kept in this window")).toBeVisible();
  await page.unroute("**/files");
  await page.getByRole("button", { name: "Noch einmal speichern" }).click();
  await expect(page.getByRole("status", { name: "Stand der Speicherung" })).toHaveText("gespeichert");
});

async function choose(page: Page, menu: string, language: string): Promise<void> {
  await page.getByRole("button", { name: menu }).click();
  await page.getByRole("menuitemradio", { name: language }).click();
}
