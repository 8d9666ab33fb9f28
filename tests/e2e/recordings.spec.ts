import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures";

test("a terminal is recorded in sight of its student, and played from any moment on", async ({
  database,
  openExperiment,
}) => {
  await database.course.update({ where: { slug: "var-2026" }, data: { record: true } });
  const { page } = await openExperiment("hello-relay");
  const mark = page.getByRole("link", { name: "Recording" });
  const terminal = page.getByRole("region", { name: "Terminal", exact: true });

  await test.step("the mark is there before anything is typed", async () => {
    await expect(mark).toBeVisible();
    await page.keyboard.press("Control+`");
    await expect(terminal.getByRole("textbox", { name: "Terminal input" })).toBeFocused();
    await page.keyboard.type("PS1='> '; clear; echo first-$((1+1))\n");
    await page.keyboard.type("sleep 3; echo second-$((2+2)) > told; cat told; exit\n");
    await expect(terminal.getByText("The shell has ended.")).toBeVisible();
  });

  const [player] = await Promise.all([page.waitForEvent("popup"), mark.click()]);
  const recording = player.getByRole("region", { name: /^Recording of toolchain/ });
  const text = recording.locator(".xterm-rows");
  const position = recording.getByRole("slider", { name: "Position" });

  await test.step("it plays to its end, and leaves out the time in which nothing happened", async () => {
    await expect(player.getByRole("list", { name: "Recordings" }).getByRole("button")).toHaveCount(1);
    await recording.getByRole("button", { name: "4×" }).click();
    await recording.getByRole("button", { name: "Play", exact: true }).click();
    await expect(text).toContainText("second-4");
    await expect(recording.getByRole("button", { name: "Play again" })).toBeVisible();
  });

  await test.step("going back shows what stood there, and nothing of later", async () => {
    const end = Number(await position.inputValue());
    await position.fill(String(end - 2));
    await expect(text).toContainText("first-2");
    await expect(text).not.toContainText("second-4");
  });

  await test.step("it can be taken along as an asciicast", async () => {
    const [download] = await Promise.all([
      player.waitForEvent("download"),
      recording.getByRole("button", { name: "Download as asciicast" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("toolchain.cast");
    const [head = ""] = (await readFile(await download.path(), "utf8")).split("\n");
    expect(JSON.parse(head)).toMatchObject({ version: 2, title: "toolchain" });
  });
});

test("terminals remember how one wants them, and several are typed into at once", async ({ openExperiment }) => {
  const { page, saved } = await openExperiment("hello-relay");
  const terminal = page.getByRole("region", { name: "Terminal", exact: true });
  await page.keyboard.press("Control+`");
  await expect(terminal.getByRole("textbox", { name: "Terminal input" })).toBeFocused();
  await page.keyboard.press("Control+Shift+`");
  await expect(terminal.getByRole("tab")).toHaveCount(2);

  await terminal.getByRole("button", { name: "Type into all terminals at once" }).click();
  await expect(terminal.getByText("What you type goes into all open terminals.")).toBeVisible();
  await terminal.getByRole("textbox", { name: "Terminal input" }).first().focus();
  await page.keyboard.type("echo $$ >> both.txt\n");
  const shells = async () => (await saved("both.txt").catch(() => "")).trim().split("\n");
  await expect.poll(async () => new Set(await shells()).size).toBe(2);

  await terminal.getByRole("button", { name: "Terminal options" }).click();
  await page.getByRole("menuitem", { name: "Settings and keys" }).click();
  const dialog = page.getByRole("dialog", { name: "Terminals" });
  await dialog.getByRole("radio", { name: "Dark" }).check();
  await dialog.getByRole("checkbox", { name: "Copy what is selected at once" }).check();
  await dialog.getByRole("button", { name: "Larger text" }).click();
  await expect(dialog.getByText("14", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.reload();
  await terminal.getByRole("button", { name: "Terminal options" }).click();
  await page.getByRole("menuitem", { name: "Settings and keys" }).click();
  await expect(dialog.getByRole("radio", { name: "Dark" })).toBeChecked();
  await expect(dialog.getByText("14", { exact: true })).toBeVisible();
});
