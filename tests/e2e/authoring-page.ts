import { expect, type Locator, type Page } from "@playwright/test";

/** The authoring page as a lecturer sees it, by roles and names. */
export interface AuthoringPage {
  readonly page: Page;
  readonly problems: Locator;
  readonly preview: Locator;
  readonly saved: Locator;
  /** Opens a file of the tree. */
  open(path: string): Promise<void>;
  /** Replaces the whole text of a file and waits until it is saved. */
  write(path: string, text: string): Promise<void>;
  /** Makes a file through the tree's toolbar. */
  create(path: string): Promise<void>;
  /** The text of the open file as it is drawn. */
  text(path: string): Locator;
}

/** Wraps a page that shows a draft. */
export function createAuthoringPage(page: Page): AuthoringPage {
  const region = (name: string) => page.getByRole("region", { name, exact: true });
  const saved = page.getByRole("status", { name: "Saved state" });
  const text = (path: string) => region("Editor").getByRole("textbox", { name: `Text of ${path}` });
  const name = (path: string) => path.slice(path.lastIndexOf("/") + 1);

  async function open(path: string): Promise<void> {
    const tab = region("Editor").getByRole("tab", { name: new RegExp(`^${path.replaceAll(/[/.]/g, "\\$&")}(,|$)`) });
    // The tree shows names; a tab of the file is there already, or its row is the only one below its folder.
    if (await tab.isVisible()) await tab.click();
    else await region("Files of the experiment").getByTitle(path, { exact: true }).click();
    await expect(text(path)).toBeAttached();
  }

  return {
    ...{ page, saved, text, open },
    problems: region("Problems"),
    preview: region("Preview"),
    async write(path, content) {
      await open(path);
      // Pasted, since an editor indents what is typed.
      await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), content);
      await text(path).focus();
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Control+v");
      await page.keyboard.press("Control+s");
      await expect(saved).toHaveText("saved");
    },
    async create(path) {
      await page.getByRole("toolbar", { name: "Files" }).getByRole("button", { name: "New file" }).click();
      await page.getByRole("textbox", { name: "Name of the new file" }).fill(path);
      await page.keyboard.press("Enter");
      await expect(region("Editor").getByRole("tab", { name: path, selected: true })).toContainText(name(path));
    },
  };
}
