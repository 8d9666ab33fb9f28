import { expect, test } from "./fixtures";

test("files are made, renamed, deleted and replaced, and none of it loses anything", async ({ openExperiment }) => {
  const workspace = await openExperiment("sensor-bus");
  const { page, editor } = workspace;
  const thrown: string[] = [];
  page.on("pageerror", (error) => thrown.push(error.message));
  const row = (name: string) => page.getByRole("treeitem", { name, exact: true });
  const saved = page.getByRole("status", { name: "Saved state" });

  await test.step("every pane fills its place, at once and after the window was a phone's", async () => {
    const { height } = page.viewportSize() ?? { height: 0 };
    const files = page.getByRole("region", { name: "Files", exact: true });
    const bottom = async () => {
      const box = await files.boundingBox();
      return box === null ? 0 : Math.round(box.y + box.height);
    };
    await expect.poll(bottom).toBe(height);
    await page.setViewportSize({ width: 390, height });
    await expect(page.getByRole("navigation", { name: "Panes" })).toBeVisible();
    await page.setViewportSize({ width: 1440, height });
    await expect.poll(bottom).toBe(height);
  });

  await test.step("a new file takes what is typed at once", async () => {
    await page.getByRole("button", { name: "New file" }).click();
    await page.getByLabel("Name of the new file").fill("first.txt");
    await page.keyboard.press("Enter");
    await expect(editor).toBeFocused();
    await page.keyboard.insertText("one");
    await expect.poll(() => workspace.saved("first.txt")).toBe("one");
  });

  await test.step("what was typed before a rename can be undone after it", async () => {
    await row("first.txt").click();
    await page.keyboard.press("F2");
    await page.getByLabel("New name of first.txt").fill("second.txt");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("tab", { name: "second.txt", selected: true })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Text of second.txt" })).toBeAttached();
    await editor.focus();
    await page.keyboard.press("Control+z");
    await expect.poll(() => workspace.saved("second.txt")).toBe("");
    await page.keyboard.insertText("two");
    await page.keyboard.press("Control+s");
    await expect.poll(() => workspace.saved("second.txt")).toBe("two");
    await expect(saved).toHaveText("saved");
  });

  await test.step("a deleted file comes back with its tab", async () => {
    await row("second.txt").click();
    await page.keyboard.press("Delete");
    await expect(row("second.txt")).toHaveCount(0);
    await expect(page.getByRole("tab", { name: "second.txt" })).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(row("second.txt")).toBeVisible();
    await expect(page.getByRole("tab", { name: "second.txt", selected: true })).toBeVisible();
    expect(await workspace.saved("second.txt")).toBe("two");
  });

  await test.step("an upload asks before it overwrites", async () => {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Upload files" }).click();
    await (await chooser).setFiles({ name: "second.txt", mimeType: "text/plain", buffer: Buffer.from("three") });
    await expect(page.getByRole("alertdialog", { name: "Replace second.txt?" })).toBeVisible();
    expect(await workspace.saved("second.txt")).toBe("two");
    await page.getByRole("button", { name: "Replace" }).click();
    await expect.poll(() => workspace.saved("second.txt")).toBe("three");
  });

  await test.step("the editor's own menu opens where one clicks", async () => {
    const box = await page.getByRole("region", { name: "Editor", exact: true }).boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) - 60, (box?.y ?? 0) + 60];
    await page.mouse.click(x, y, { button: "right" });
    const menu = page.getByRole("menu");
    await expect(menu.getByRole("menuitem", { name: "Paste" })).toBeInViewport({ ratio: 1 });
    const at = await menu.boundingBox();
    expect(Math.abs((at?.x ?? 0) - x)).toBeLessThan(8);
    await page.keyboard.press("Escape");
  });

  await test.step("in German the page and the editor's own menus speak German", async () => {
    await page.request.put("/api/language", {
      data: { language: "de" },
      headers: { origin: new URL(page.url()).origin },
    });
    await page.reload();
    await expect(page.getByRole("button", { name: "Neue Datei" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Text von second.txt" })).toBeAttached();
    await page.locator(".monaco-editor .view-line").first().click({ button: "right" });
    await expect(page.getByRole("menuitem", { name: "Einfügen" })).toBeVisible();
    await page.keyboard.press("Escape");
  });

  expect(thrown).toEqual([]);
});
