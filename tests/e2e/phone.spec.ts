import { expect, test } from "./fixtures";

test.use({ viewport: { width: 390, height: 844 } });

test("on a phone one reads the task, builds, deploys, starts and reads the console", async ({ openExperiment }) => {
  const workspace = await openExperiment("hello-relay");
  const { page } = workspace;
  const bar = page.getByRole("navigation", { name: "Panes" });
  const noSidewaysScroll = async () =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await bar.getByRole("button", { name: "Task" }).click();
  await expect(page.getByRole("region", { name: "Task", exact: true })).toContainText("Hello relay");
  await noSidewaysScroll();

  await workspace.build(1);
  for (const action of ["Deploy all", "Start all"]) {
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: action }).click();
    if (action === "Deploy all") await expect(workspace.tile("service2")).toContainText("build 1");
  }
  await workspace.prints("service2", "listens on");
  await noSidewaysScroll();

  await bar.getByRole("button", { name: "Terminal" }).click();
  await expect(page.getByRole("button", { name: "Open a terminal on the toolchain" })).toBeVisible();
  await noSidewaysScroll();
});
