import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "./fixtures";

const solution = (file: string) => path.resolve(import.meta.dirname, "../../experiments/sensor-bus/solution", file);
const own = ["sensor-a", "sensor-b", "collector"];

test("a student finds the lecturer's broker and collects rolling averages of both sensors", async ({
  openExperiment,
}) => {
  const workspace = await openExperiment("sensor-bus");
  const { page } = workspace;

  await test.step("the starter's programs find no broker on localhost", async () => {
    await workspace.build(1);
    await workspace.deployAll();
    await page.getByRole("button", { name: "Start all", exact: true }).click();
    await workspace.reaches("broker", "running");
    for (const name of own) {
      await workspace.reaches(name, "failed");
      await workspace.prints(name, "No broker answers at localhost:1883.");
    }
  });

  await test.step("the broker belongs to the lecturer", async () => {
    await workspace.tile("broker").getByRole("button", { name: "More for broker", exact: true }).click();
    for (const action of [/^Upload a package/, /^Launch options/, /^Deploy/, /^Show a terminal/]) {
      await expect(page.getByRole("menuitem", { name: action }).first()).toBeDisabled();
    }
    await page.keyboard.press("Escape");
  });

  await test.step("with the broker's name and the averages all of it runs", async () => {
    for (const file of ["src/conf.py", "src/collector.py"]) {
      await workspace.open(file);
      await workspace.replaceText(file, await readFile(solution(file), "utf8"));
    }
    await workspace.build(2);
    await workspace.deployAll();
    for (const name of own) await expect(workspace.tile(name)).toContainText("build 2");
    await page.getByRole("button", { name: "Start all", exact: true }).click();
    for (const sensor of ["sensor-a", "sensor-b"]) {
      await workspace.prints(
        "collector",
        new RegExp(`${sensor}: \\d+\\.\\d\\d \\| last 5: \\d+\\.\\d\\d \\| all: \\d+`),
      );
    }
  });
});
