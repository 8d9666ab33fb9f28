import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "./fixtures";
import { createWorkspacePage, type WorkspacePage } from "./workspace-page";

const file = "src/collector.py";

test("two tabs of one person are one text, and a program that changes the file under unsaved text asks", async ({
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
  const shown = page.getByRole("region", { name: "Editor", exact: true });
  const workspace = new URL(page.url()).pathname.split("/")[2] ?? "";
  const byProgram = (text: string) => writeFile(path.join(lab.data, "workspaces", workspace, "files", file), text);

  await test.step("what is typed in one tab is in the other", async () => {
    await first.replaceText(file, "# from the first tab\n");
    await expect(shown).toContainText("from the first tab");
  });

  await test.step("what was typed without a connection joins with what the other tab saved meanwhile", async () => {
    await context.setOffline(true);
    await typeAtEnd(second, "# typed offline in the second tab\n");
    await first.replaceText(file, "# newer, from the first tab\n");
    await context.setOffline(false);
    for (const tab of [first, second]) {
      const editor = tab.page.getByRole("region", { name: "Editor", exact: true });
      await expect(editor).toContainText("newer, from the first tab");
      await expect(editor).toContainText("typed offline in the second tab");
    }
    await expect.poll(() => second.saved(file)).toContain("# typed offline in the second tab\n");
    expect(await second.saved(file)).toContain("# newer, from the first tab\n");
  });

  await test.step("a program's change under text that is not saved yet shows both texts and writes neither", async () => {
    await typeAtEnd(second, "# typed while a program writes\n");
    await byProgram("# by a program\n");
    await expect(page.getByText("This file was changed elsewhere while you changed it")).toBeVisible();
    await expect(shown).toContainText("by a program");
    await expect(shown).toContainText("typed while a program writes");
    expect(await second.saved(file)).toBe("# by a program\n");
  });

  await test.step("the choice between them survives a reload, and the text that is kept is written", async () => {
    await page.reload();
    await expect(page.getByText("This file was changed elsewhere while you changed it")).toBeVisible();
    await page.getByRole("button", { name: "Keep mine" }).click();
    await expect.poll(() => second.saved(file)).toContain("# typed while a program writes\n");
    await expect(shown).toContainText("typed while a program writes");
  });
});

async function typeAtEnd(tab: WorkspacePage, text: string): Promise<void> {
  await tab.editor.focus();
  await tab.page.keyboard.press("Control+End");
  await tab.page.keyboard.insertText(text);
}
