import { expect, test } from "./fixtures";
import { createWorkspacePage, type WorkspacePage } from "./workspace-page";

const file = "src/collector.py";

test("when two tabs change one file, both texts are shown and none is lost", async ({
  openExperiment,
  contextOf,
  student,
  lab,
}) => {
  const first = await openExperiment("sensor-bus");
  const context = await contextOf(student);
  const page = await context.newPage();
  await page.goto(first.page.url());
  const second = createWorkspacePage(page, lab.data);
  await second.ready();
  for (const tab of [first, second]) await tab.open(file);

  await test.step("a tab without changes of its own takes over what the other one saved", async () => {
    await first.replaceText(file, "# from the first tab\n");
    await expect(page.getByRole("region", { name: "Editor", exact: true })).toContainText("from the first tab");
  });

  await test.step("a tab that changed the same file shows both texts and writes neither", async () => {
    await context.setOffline(true);
    await type(second, "# typed in the second tab\n");
    await first.replaceText(file, "# newer, from the first tab\n");
    await context.setOffline(false);
    await expect(page.getByText("This file was changed elsewhere while you changed it")).toBeVisible();
    const shown = page.getByRole("region", { name: "Editor", exact: true });
    await expect(shown).toContainText("newer, from the first tab");
    await expect(shown).toContainText("typed in the second tab");
    expect(await second.saved(file)).toBe("# newer, from the first tab\n");
  });

  await test.step("the choice between them survives a reload, and the text that is kept is written", async () => {
    await page.reload();
    await expect(page.getByText("This file was changed elsewhere while you changed it")).toBeVisible();
    await page.getByRole("button", { name: "Keep mine" }).click();
    await expect.poll(() => second.saved(file)).toBe("# typed in the second tab\n");
    await expect(first.page.getByRole("region", { name: "Editor", exact: true })).toContainText(
      "typed in the second tab",
    );
  });
});

async function type(tab: WorkspacePage, text: string): Promise<void> {
  await tab.editor.focus();
  await tab.page.keyboard.press("Control+a");
  await tab.page.keyboard.insertText(text);
}
