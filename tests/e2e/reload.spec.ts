import { expect, test } from "./fixtures";

test("a reload finds a running build, a running instance and a terminal as they were", async ({ openExperiment }) => {
  const workspace = await openExperiment("hello-relay");
  const { page } = workspace;
  await workspace.build(1);
  await workspace.deployAll();
  await workspace.tile("service2").getByRole("button", { name: "Start service2", exact: true }).click();
  await workspace.prints("service2", "listens on");

  await test.step("unsaved text survives a reload that comes at once", async () => {
    await workspace.open("src/service2.mjs");
    await workspace.editor.focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("// typed just before the reload\n");
    await page.reload();
    await expect.poll(() => workspace.saved("src/service2.mjs")).toContain("// typed just before the reload");
    await expect(page.getByRole("region", { name: "Editor", exact: true })).toContainText(
      "typed just before the reload",
    );
  });

  await test.step("the build runs on and ends", async () => {
    await page.getByRole("button", { name: "Build", exact: true }).click();
    await expect(page.getByRole("button", { name: "Cancel", exact: true })).toBeVisible();
    await page.reload();
    const build = page.getByRole("region", { name: "Build", exact: true });
    await expect(build.getByText("Build 2", { exact: true })).toBeVisible();
    await expect(build.getByRole("status").first()).toContainText("succeeded", { timeout: 60_000 });
  });

  await test.step("the instance runs on with its whole log", async () => {
    await workspace.reaches("service2", "running");
    await workspace.prints("service2", "listens on");
    await expect(workspace.tile("service2").getByRole("log").getByText("listens on")).toHaveCount(1);
  });
});
