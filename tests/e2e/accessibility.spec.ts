import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { makeMember } from "../support/people";
import { expect, test } from "./fixtures";

const themes = ["light", "dark"] as const;

test("the pages around the workspace have no serious barrier, light or dark", async ({
  browser,
  contextOf,
  student,
  lab,
}) => {
  const anonymous = await browser.newContext({ baseURL: lab.origin });
  const signIn = await anonymous.newPage();
  await signIn.goto("/sign-in");
  await expect(signIn.getByLabel("E-mail")).toBeVisible();
  await inspect(signIn);
  await anonymous.close();

  const page = await (await contextOf(student)).newPage();
  for (const address of ["/", "/courses/var-2026", "/courses/var-2026/rmi-chat", "/no-such-page"]) {
    await page.goto(address);
    await expect(page.locator("main")).toBeVisible();
    await inspect(page);
  }
});

test("the pages of a lecturer and of an operator have no serious barrier, light or dark", async ({
  contextOf,
  database,
}) => {
  const lecturer = await makeMember(database, "lecturer", "var-2026");
  await database.user.update({ where: { email: lecturer.email }, data: { operator: true } });
  const page = await (await contextOf(lecturer)).newPage();
  const course = "/courses/var-2026";
  for (const address of [
    `${course}/members`,
    `${course}/members/add`,
    `${course}/settings`,
    "/courses/new",
    "/join/x",
  ]) {
    await page.goto(address);
    await expect(page.locator("main")).toBeVisible();
    await inspect(page);
  }
  await page.goto("/operator");
  for (const part of ["What runs", "Images", "Quotas"]) {
    await page.getByRole("tab", { name: part }).click();
    await expect(page.getByRole("region", { name: part })).toBeVisible();
    await inspect(page);
  }
});

test("the class page with its queue has no serious barrier, light or dark", async ({
  contextOf,
  database,
  openExperiment,
}) => {
  const { page } = await openExperiment("hello-relay");
  await page.getByRole("button", { name: "Raise hand", exact: true }).click();
  await page.getByLabel("What are you stuck with?").fill("Where do I begin?");
  await inspect(page);
  await page.getByRole("dialog").getByRole("button", { name: "Raise hand" }).click();
  const tutor = await makeMember(database, "tutor", "var-2026");
  const classroom = await (await contextOf(tutor)).newPage();
  await classroom.goto("/courses/var-2026/class");
  await expect(classroom.getByText("Where do I begin?")).toBeVisible();
  await inspect(classroom);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "People and activity" }).click();
  await expect(page.getByRole("list", { name: "Activity" })).toContainText("raised a hand");
  await inspect(page);
});

test("handing in and reading what was handed in have no serious barrier, light or dark", async ({
  contextOf,
  database,
  openExperiment,
  student,
}) => {
  const { page } = await openExperiment("hello-relay");
  await page.getByRole("button", { name: "Hand in…" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Hand in" });
  await expect(dialog.getByText("The checks have never run on this work.")).toBeVisible();
  await inspect(page);
  await dialog.getByRole("button", { name: "Hand in", exact: true }).click();
  await expect(page.getByRole("list", { name: "Submissions" })).toContainText("Submission 1");
  await inspect(page);
  const tutor = await makeMember(database, "tutor", "var-2026");
  const reading = await (await contextOf(tutor)).newPage();
  await reading.goto("/courses/var-2026/hello-relay/submissions");
  await reading.getByLabel("Filter by name or group").fill(student.name);
  await inspect(reading);
  await reading.getByRole("link", { name: student.name }).click();
  await expect(reading.getByRole("textbox", { name: /read-only$/ })).toBeAttached();
  await reading.getByRole("button", { name: "Comment on line 1" }).click();
  await expect(reading.getByLabel(/^Remark: /)).toBeFocused();
  await inspect(reading);
  await reading.getByRole("tab", { name: "Check" }).click();
  await expect(reading.getByText("The checks never ran")).toBeVisible();
  await inspect(reading);
});

test("the workspace page has no serious barrier, light or dark", async ({ openExperiment }) => {
  const workspace = await openExperiment("hello-relay");
  const { page } = workspace;
  await workspace.build(1);
  await workspace.deployAll();
  await workspace.tile("service2").getByRole("button", { name: "Start service2", exact: true }).click();
  await workspace.prints("service2", "listens on");
  await inspect(page);
  await page.keyboard.press("F1");
  await expect(page.getByRole("option").first()).toBeVisible();
  await inspect(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+`");
  await expect(page.getByRole("region", { name: "Terminal", exact: true }).getByRole("tab").first()).toBeVisible();
  await inspect(page);
});

/** Serious and critical findings of axe in both themes; none is allowed. */
async function inspect(page: Page): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    const found = serious.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    expect(found, `${new URL(page.url()).pathname}, ${colorScheme}`).toEqual([]);
  }
}
