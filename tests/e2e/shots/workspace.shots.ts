import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "../fixtures";
import { createWorkspacePage } from "../workspace-page";
import { shoot, shootIn, speak } from "./shoot";

const experiments = path.resolve(import.meta.dirname, "../../../experiments");

test("from a new workspace over a failed run to a chat that runs", async ({ openExperiment }) => {
  const workspace = await openExperiment("rmi-chat");
  const { page } = workspace;
  await shoot(page, "workspace-new");
  await workspace.build(1);
  await shoot(page, "workspace-built", ["wide"]);
  await workspace.deployAll();
  await expect(workspace.tile("clarissa")).toContainText("build 1");
  await page.getByRole("button", { name: "Start all", exact: true }).click();
  for (const name of ["anton", "berta", "clarissa"]) await workspace.reaches(name, "failed");
  await shoot(page, "workspace-failed");

  await page.keyboard.press("F1");
  await expect(page.getByRole("option").first()).toBeVisible();
  await shoot(page, "workspace-palette");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+p");
  await expect(page.getByRole("option").first()).toBeVisible();
  await shoot(page, "workspace-quick-open", ["wide"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Shift+f");
  await page.getByRole("region", { name: "Find" }).getByRole("searchbox").fill("localhost");
  await expect(page.getByRole("region", { name: "Find" })).toContainText("in 1 file");
  await shoot(page, "workspace-find", ["wide"]);

  const file = "src/var/rmi/chat/Conf.java";
  const starter = await workspace.saved(file);
  await workspace.open(file);
  await workspace.replaceText(file, starter.replace(";", ""));
  await page.getByRole("banner").getByRole("button", { name: "Build", exact: true }).click();
  await expect(page.getByRole("region", { name: "Build" }).getByRole("status").first()).toContainText("failed", {
    timeout: 60_000,
  });
  await shoot(page, "workspace-build-failed");
  await page.keyboard.press("Control+7");
  await shoot(page, "workspace-problems", ["wide"]);

  await page.getByRole("button", { name: "Stop all", exact: true }).click();
  await workspace.reaches("server", "exited");
  await workspace.replaceText(file, await readFile(path.join(experiments, "rmi-chat/solution", file), "utf8"));
  await workspace.build(3);
  await workspace.deployAll();
  await expect(workspace.tile("clarissa")).toContainText("build 3");
  await page.getByRole("button", { name: "Start all", exact: true }).click();
  await workspace.reaches("clarissa", "running");
  for (const client of ["anton", "berta", "clarissa"]) await workspace.prints(client, "Welcome to the chat");
  await workspace.type("anton", "Good morning, everybody.");
  await workspace.prints("berta", "Good morning");
  await shoot(page, "workspace-running");
  await page.keyboard.press("Control+`");
  await expect(page.getByRole("region", { name: "Terminal", exact: true }).getByRole("tab").first()).toBeVisible();
  await shoot(page, "workspace-terminal");
  await page.getByRole("button", { name: "All consoles in time order" }).click();
  await shoot(page, "workspace-merged", ["wide"]);
  await page.getByRole("button", { name: "Tiles", exact: true }).click();

  const menu = workspace.tile("berta").getByRole("button", { name: "More for berta" });
  const dialogs = {
    "Launch options…": "workspace-launch",
    "Deploy another…": "workspace-deploy",
    "Details…": "workspace-details",
    "Reset berta…": "workspace-reset",
  };
  for (const [entry, name] of Object.entries(dialogs)) {
    await menu.click();
    if (name === "workspace-launch") await shoot(page, "workspace-instance-menu", ["wide"]);
    await page.getByRole("menuitem", { name: entry }).click();
    await expect(page.getByRole("dialog").or(page.getByRole("alertdialog"))).toBeVisible();
    if (name === "workspace-details") await expect(page.getByRole("dialog")).toContainText("Memory");
    await shoot(page, name);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog").or(page.getByRole("alertdialog"))).toBeHidden();
  }
});

test("a preview, and one where nothing listens", async ({ openExperiment }) => {
  const workspace = await openExperiment("hello-relay");
  const { page } = workspace;
  await workspace.build(1);
  await workspace.deployAll();
  await expect(workspace.tile("service1")).toContainText("build 1");
  await page.getByRole("button", { name: "Start all", exact: true }).click();
  await workspace.prints("service1", "listens on");
  await shoot(page, "workspace-relay", ["wide"]);
  const opened = page.context().waitForEvent("page");
  await workspace.tile("service1").getByRole("button", { name: ":8001" }).click();
  const preview = await opened;
  await preview.waitForURL(/^http/);
  await preview.waitForLoadState();
  await shootIn("en", preview, "preview");
  await page.getByRole("button", { name: "Stop all", exact: true }).click();
  await workspace.reaches("service1", "exited");
  await preview.reload();
  await shootIn("en", preview, "preview-nobody");
});

test("two texts of one file, a lost connection, and a sign-out elsewhere", async ({
  openExperiment,
  contextOf,
  student,
  lab,
}) => {
  const file = "src/collector.py";
  const first = await openExperiment("sensor-bus");
  const context = await contextOf(student);
  const page = await context.newPage();
  await page.goto(first.page.url());
  const second = createWorkspacePage(page, lab.data);
  await second.ready();
  const text = await first.saved(file);
  for (const tab of [first, second]) await tab.open(file);
  for (const language of ["de", "en"] as const) {
    await speak(page, language);
    await context.setOffline(true);
    await expect(page.getByText(/connection|Verbindung/i).first()).toBeVisible();
    await shootIn(language, page, "workspace-offline");
    await context.setOffline(false);
  }
  await second.editor.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.insertText("# typed while a program writes\n");
  const id = path.basename(new URL(page.url()).pathname);
  await writeFile(path.join(lab.data, "workspaces", id, "files", file), `# written by a program\n${text}`);
  await expect(page.getByText("This file was changed elsewhere while you changed it")).toBeVisible();
  await shoot(page, "workspace-conflict");
  await page.getByRole("button", { name: "Keep mine" }).click();
  const other = await context.newPage();
  await other.goto("/account");
  await other.getByRole("button", { name: /^Account of/ }).click();
  await other.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText(/signed out/i).first()).toBeVisible();
  await shootIn("en", page, "workspace-signed-out");
});

test("a student's workspace, as a tutor sees it", async ({ openExperiment, contextOf, lab }) => {
  const workspace = await openExperiment("sensor-bus");
  const context = await contextOf({ email: "tutor@demo.varlab", name: "Tutor" });
  const page = await context.newPage();
  await page.goto(workspace.page.url());
  await expect(createWorkspacePage(page, lab.data).editor).toBeAttached({ timeout: 40_000 });
  await shoot(page, "workspace-tutor");
});
