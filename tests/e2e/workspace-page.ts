import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";

/** A first build makes the toolchain's container and its disk, and javac is slow beside other tests. */
const buildMs = 60_000;
/** A first start makes the instance's container; a Java program then takes a second or two. */
const startMs = 40_000;
/** Below this width the panes are shown one at a time. */
const narrowBelow = 720;

/** The workspace page as a student sees it, by roles and names. */
export interface WorkspacePage {
  readonly page: Page;
  /** Until the files are listed and a text can be edited. */
  ready(): Promise<void>;
  readonly editor: Locator;
  /** Opens a file through Ctrl+P. */
  open(file: string): Promise<void>;
  /** Replaces the whole text of the open file and waits until it is saved. */
  replaceText(file: string, text: string): Promise<void>;
  /** What is on the workspace's disk. */
  saved(file: string): Promise<string>;
  /** Presses Build and waits until build `number` succeeded. */
  build(number: number): Promise<void>;
  deployAll(): Promise<void>;
  tile(name: string): Locator;
  state(name: string): Locator;
  console(name: string): Locator;
  /** Types a line at the instance's program. */
  type(name: string, line: string): Promise<void>;
  prints(name: string, text: string | RegExp): Promise<void>;
  reaches(name: string, state: string): Promise<void>;
}

/** Wraps a page that is on its way to a workspace; `data` is the installation's directory on this machine. */
export function createWorkspacePage(page: Page, data: string): WorkspacePage {
  const region = (name: string) => page.getByRole("region", { name, exact: true });
  const editor = region("Editor").getByRole("textbox", { name: /^Text of/ });
  const tile = (name: string) => region(`Instance ${name}`);
  // On a phone a pane has this name too.
  const build = page.getByRole("banner").getByRole("button", { name: /^(Build|Up)$/ });
  const state = (name: string) => tile(name).getByRole("status", { name: `State of ${name}`, exact: true });
  const console = (name: string) => tile(name).getByRole("log", { name: `Console of ${name}`, exact: true });
  const saved = (file: string) => readFile(path.join(filesOf(data, page), file), "utf8");

  return {
    ...{ page, editor, tile, state, console, saved },
    async ready() {
      await expect(build).toBeEnabled();
      // On a phone one begins with the task.
      if ((page.viewportSize()?.width ?? 0) < narrowBelow) return;
      // The element that takes the input has no size of its own.
      await expect(editor).toBeAttached({ timeout: startMs });
    },
    async open(file) {
      await page.keyboard.press("Control+p");
      await page.getByPlaceholder("File name, or > for commands").fill(file);
      await page.getByRole("option").first().click();
      await expect(page.getByRole("tab", { name: path.basename(file), selected: true })).toBeVisible();
      await expect(region("Editor").getByRole("textbox", { name: `Text of ${file}` })).toBeAttached();
    },
    async replaceText(file, text) {
      // Pasted, since an editor indents what is typed.
      await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
      await editor.focus();
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Control+v");
      await page.keyboard.press("Control+s");
      await expect.poll(() => saved(file)).toBe(text);
      await expect(page.getByRole("status", { name: "Saved state" })).toHaveText("saved");
    },
    async build(number) {
      await build.click();
      const panel = region("Build");
      await expect(panel.getByText(`Build ${number}`, { exact: true })).toBeVisible();
      await expect(panel.getByRole("status").first()).toContainText("succeeded", { timeout: buildMs });
    },
    async deployAll() {
      const button = page.getByRole("button", { name: "Deploy all", exact: true });
      await expect(button).toBeEnabled();
      await button.click();
    },
    async type(name, line) {
      const input = tile(name).getByRole("textbox", { name: `Input to ${name}`, exact: true });
      await input.fill(line);
      await input.press("Enter");
      await expect(input).toHaveValue("");
    },
    prints: (name, text) => expect(console(name)).toContainText(text, { timeout: startMs }),
    reaches: (name, wanted) => expect(state(name)).toContainText(wanted, { timeout: startMs }),
  };
}

/** Where the disk of a page's workspace is on this machine. */
function filesOf(data: string, page: Page): string {
  const id = new URL(page.url()).pathname.split("/")[2] ?? "";
  return path.join(data, "workspaces", id, "files");
}
