import { expect, test } from "./fixtures";

test("another student's workspace is as unknown as one that does not exist", async ({
  openExperiment,
  newStudent,
  contextOf,
}) => {
  const mine = await openExperiment("hello-relay");
  const stranger = await (await contextOf(await newStudent())).newPage();
  const answers = [];
  for (const address of [mine.page.url(), mine.page.url().replace(/\w{6}$/, "000000")]) {
    const response = await stranger.goto(address);
    answers.push({ status: response?.status(), text: await stranger.locator("main").textContent() });
    await expect(stranger.getByRole("button", { name: "Build", exact: true })).toHaveCount(0);
  }
  expect(answers[0]?.status).toBe(404);
  expect(answers[1]).toEqual(answers[0]);
});

test("without a sign-in a workspace asks for one and leads back afterwards", async ({
  openExperiment,
  browser,
  lab,
}) => {
  const mine = await openExperiment("hello-relay");
  const context = await browser.newContext({ baseURL: lab.origin });
  const page = await context.newPage();
  await page.goto(mine.page.url());
  await expect(page.getByLabel("E-mail")).toBeVisible();
  await context.close();
});

test("a tab of the workspace ends when its owner signs out in another", async ({ openExperiment }) => {
  const mine = await openExperiment("hello-relay");
  const other = await mine.page.context().newPage();
  await other.goto("/");
  await other.getByRole("button", { name: /^Account of/ }).click();
  await other.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(other.getByLabel("E-mail")).toBeVisible();
  await expect(mine.page.getByText("You are signed out. Sign in again to go on")).toBeVisible();
  await mine.page.getByRole("button", { name: "Sign in" }).click();
  await expect(mine.page.getByLabel("E-mail")).toBeVisible();
});
