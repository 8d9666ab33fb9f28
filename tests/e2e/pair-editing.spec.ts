import { expect, type Page } from "@playwright/test";
import { test } from "./own-installation";
import { createWorkspacePage, type WorkspacePage } from "./workspace-page";

const file = "src/collector.py";
/** A new workspace server answers well within this time; the pages then come back by themselves. */
const backMs = 30_000;

test("two students type in one file at once, over a kill -9 of the workspace server and a reload", async ({
  openExperiment,
  contextOf,
  newStudent,
  installation,
}) => {
  const anna = await openExperiment("sensor-bus");
  const partner = await newStudent();
  await test.step("the owner invites a classmate, who may type", () => invite(anna.page, partner.name));

  const page = await (await contextOf(partner)).newPage();
  await page.goto(anna.page.url());
  const ben = createWorkspacePage(page, installation.data);
  await ben.ready();
  for (const one of [anna, ben]) await one.open(file);
  await anna.replaceText(file, "top\nmiddle\nbottom\n");
  await shows(ben, "middle");

  await test.step("both type at the same time, and both have everything", async () => {
    await cursorTo(anna, "Control+Home");
    await cursorTo(ben, "Control+End");
    await Promise.all([types(anna, "# by anna, at the top "), types(ben, "# by ben, at the end")]);
    for (const one of [anna, ben]) {
      await shows(one, "# by anna, at the top top");
      await shows(one, "# by ben, at the end");
      await isSaved(one);
    }
    expect(await anna.saved(file)).toBe("# by anna, at the top top\nmiddle\nbottom\n# by ben, at the end");
  });

  await test.step("each sees the other's cursor and name", async () => {
    await expect(anna.page.getByRole("button", { name: `Go to the cursor of ${partner.name}` })).toBeVisible();
    await expect(anna.page.locator(".peer-cursor", { hasText: partner.name })).toBeAttached();
    await expect(ben.page.locator(".peer-cursor")).toBeAttached();
  });

  await test.step("undo takes back what I typed, not what the other did", async () => {
    await types(ben, " and more");
    await shows(anna, "# by ben, at the end and more");
    await types(anna, "gone ");
    await shows(ben, "gone top");
    await anna.page.keyboard.press("Control+z");
    await expect(editorOf(ben)).not.toContainText("gone");
    await shows(anna, "and more");
    await isSaved(anna);
  });

  await test.step("a kill -9 of the workspace server loses nothing that was shown as saved, nor what was typed meanwhile", async () => {
    for (const one of [anna, ben]) await isSaved(one);
    const before = await anna.saved(file);
    await Promise.all([types(anna, "KILLED"), installation.server.stop("SIGKILL")]);
    await types(ben, " typed without a server");
    await installation.server.start();
    for (const one of [anna, ben]) {
      await expect(editorOf(one)).toContainText("typed without a server", { timeout: backMs });
      await expect(editorOf(one)).toContainText("KILLED", { timeout: backMs });
      await isSaved(one);
    }
    const after = await anna.saved(file);
    expect(after.replace("KILLED", "").replace(" typed without a server", "")).toBe(before);
  });

  await test.step("both texts are there after a reload", async () => {
    const text = await anna.saved(file);
    for (const one of [anna, ben]) {
      await one.page.reload();
      await one.ready();
      await shows(one, "# by anna, at the top");
      await shows(one, "# by ben, at the end and more typed without a server");
      await isSaved(one);
    }
    expect(await anna.saved(file)).toBe(text);
  });

  await test.step("an open file that one renames stays open for the other, with what is typed", async () => {
    await rename(anna.page, "collector.py", "gatherer.py");
    await expect(ben.page.getByRole("tab", { name: "gatherer.py", selected: true })).toBeVisible();
    await cursorTo(ben, "Control+Home");
    await types(ben, "renamed ");
    await shows(anna, "renamed # by anna");
    await expect.poll(() => ben.saved("src/gatherer.py")).toContain("renamed # by anna");
  });
});

async function invite(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /^People/ }).click();
  await page.getByRole("tab", { name: "Invitations" }).click();
  await page.getByLabel("What they may do").selectOption("drive");
  await page.getByRole("searchbox", { name: "Invite a classmate" }).fill(name);
  await page.getByRole("button", { name: `Invite ${name}` }).click();
  await expect(page.getByRole("list", { name: "Invited classmates" })).toContainText(name);
  await page.keyboard.press("Escape");
}

async function rename(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole("treeitem", { name: from }).click();
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+a");
  await page.keyboard.type(to);
  await page.keyboard.press("Enter");
}

const editorOf = ({ page }: WorkspacePage) => page.getByRole("region", { name: "Editor", exact: true });

async function cursorTo(one: WorkspacePage, key: string): Promise<void> {
  await one.editor.focus();
  await one.page.keyboard.press(key);
}

async function types({ page }: WorkspacePage, text: string): Promise<void> {
  for (const letter of text) await page.keyboard.insertText(letter);
}

const shows = (one: WorkspacePage, text: string) => expect(editorOf(one)).toContainText(text);

const isSaved = ({ page }: WorkspacePage) =>
  expect(page.getByRole("status", { name: "Saved state" })).toHaveText("saved", { timeout: backMs });
