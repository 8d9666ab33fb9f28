import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "./fixtures";

const conf = "src/var/rmi/chat/Conf.java";
const solution = path.resolve(import.meta.dirname, "../../experiments/rmi-chat/solution", conf);
const clients = ["anton", "berta", "clarissa"];

test("a student sees the chat fail because of localhost, mends it, and talks across four hosts", async ({
  openExperiment,
}) => {
  const workspace = await openExperiment("rmi-chat");
  const { page } = workspace;

  await test.step("the starter builds, and its clients fail for the localhost reason", async () => {
    await workspace.build(1);
    await workspace.deployAll();
    for (const name of ["server", ...clients]) await expect(workspace.tile(name)).toContainText("build 1");
    await page.getByRole("button", { name: "Start all", exact: true }).click();
    await workspace.prints("server", "Server was started on port 1099.");
    for (const name of clients) {
      await workspace.reaches(name, "failed");
      await expect(workspace.state(name)).toContainText("code 1");
      // Only the lines in the window are on the page, and the reason stands above its stack trace.
      await workspace.console(name).press("Home");
      await workspace.prints(name, "Connection refused to host: localhost");
    }
    await page.getByRole("button", { name: "Stop all", exact: true }).click();
    await workspace.reaches("server", "exited");
  });

  await test.step("the fix is typed, built, deployed and started", async () => {
    await workspace.open(conf);
    await workspace.replaceText(conf, await readFile(solution, "utf8"));
    for (const name of clients) await expect(workspace.tile(name)).toContainText("stale");
    await workspace.build(2);
    await workspace.deployAll();
    for (const name of ["server", ...clients]) await expect(workspace.tile(name)).toContainText("build 2");
    await page.getByRole("button", { name: "Start all", exact: true }).click();
    await workspace.prints("anton", "Welcome to the chat, Anton.");
    await workspace.prints("berta", "Welcome to the chat, Berta.");
    await workspace.prints("clarissa", "Welcome to the chat, Clarissa.");
  });

  await test.step("a line typed at Anton's console arrives at Berta's and Clarissa's", async () => {
    await workspace.type("anton", "hello");
    await workspace.prints("berta", "Anton: hello");
    await workspace.prints("clarissa", "Anton: hello");
    await expect(workspace.console("anton")).not.toContainText("Anton: hello");
  });

  await test.step("exit ends a client with code 0", async () => {
    await workspace.type("anton", "exit");
    await workspace.reaches("anton", "exited");
    await expect(workspace.state("anton")).toContainText("code 0");
    await workspace.prints("anton", "Goodbye, Anton.");
    await workspace.prints("server", "Anton has left.");
  });

  await test.step("stop and reset work", async () => {
    await workspace.tile("berta").getByRole("button", { name: "Stop berta", exact: true }).click();
    await workspace.reaches("berta", "exited");
    await workspace.tile("clarissa").getByRole("button", { name: "More for clarissa", exact: true }).click();
    await page.getByRole("menuitem", { name: /^Reset clarissa/ }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: /^Reset/ }).click();
    await workspace.reaches("clarissa", "empty");
    await expect(workspace.tile("clarissa")).toContainText("Nothing is deployed here yet.");
    await workspace.reaches("server", "running");
  });
});
