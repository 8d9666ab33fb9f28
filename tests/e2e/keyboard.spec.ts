import { expect, test } from "./fixtures";

test("with the keyboard alone one opens a file, edits, builds, deploys, starts and types in a terminal", async ({
  openExperiment,
}) => {
  const workspace = await openExperiment("hello-relay");
  const { page } = workspace;
  const { keyboard } = page;

  await test.step("Ctrl+P opens a file, Ctrl+S saves it", async () => {
    await keyboard.press("Control+p");
    await keyboard.type("service2");
    await keyboard.press("Enter");
    await expect(page.getByRole("tab", { name: "service2.mjs", selected: true })).toBeVisible();
    await expect(workspace.editor).toBeFocused();
    await keyboard.press("Control+Home");
    await keyboard.type("// by keyboard\n");
    await keyboard.press("Control+s");
    await expect.poll(() => workspace.saved("src/service2.mjs")).toMatch(/^\/\/ by keyboard\n/);
  });

  await test.step("Ctrl+B builds, F1 deploys and starts", async () => {
    await keyboard.press("Control+b");
    const build = page.getByRole("region", { name: "Build", exact: true });
    await expect(build.getByRole("status").first()).toContainText("succeeded", { timeout: 60_000 });
    await command("Deploy the newest build to all");
    await expect(workspace.tile("service2")).toContainText("build 1");
    await command("Start all instances in order");
    await workspace.prints("service2", "listens on");
  });

  await test.step("Ctrl+` opens a terminal that has the focus", async () => {
    await keyboard.press("Control+`");
    const terminal = page.getByRole("region", { name: "Terminal", exact: true });
    await expect(terminal.getByRole("tab").first()).toBeVisible();
    await expect(terminal.getByRole("textbox", { name: "Terminal input" })).toBeFocused();
    await keyboard.type("echo $((6 * 7)) > by-terminal.txt\n");
    await expect.poll(() => workspace.saved("by-terminal.txt").catch(() => "")).toBe("42\n");
  });

  async function command(title: string): Promise<void> {
    await keyboard.press("F1");
    await expect(page.getByPlaceholder("File name, or > for commands")).toBeFocused();
    await keyboard.type(title);
    await expect(page.getByRole("option").first()).toContainText(title);
    await keyboard.press("Enter");
  }
});
