import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "../fixtures";
import { shoot } from "./shoot";

const solution = path.resolve(import.meta.dirname, "../../../experiments/hello-relay-images/solution");
/** Two images are built, and the check starts both services once for each of its parts. */
const runMs = 120_000;

test("a student's two images, from an empty workspace over a mistake to a passed check", async ({ openExperiment }) => {
  test.setTimeout(480_000);
  const workspace = await openExperiment("hello-relay-images");
  const { page } = workspace;
  const banner = page.getByRole("banner");
  const build = page.getByRole("region", { name: "Build", exact: true });
  await expect(page.getByText("Write compose.yaml in the workspace")).toBeVisible();
  await shoot(page, "composition-new");

  async function make(file: string, change = (text: string) => text): Promise<void> {
    await page.getByRole("button", { name: "New file" }).click();
    await page.getByLabel("Name of the new file").fill(file);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("textbox", { name: `Text of ${file}` })).toBeAttached();
    await workspace.replaceText(file, change(await readFile(path.join(solution, file), "utf8")));
  }
  await make("compose.yaml");
  await make("service1/Dockerfile");
  await make("service2/Dockerfile", (text) => text.replace("WORKDIR", "USER root\nWORKDIR"));
  await banner.getByRole("button", { name: "Up", exact: true }).click();
  await expect(build.getByRole("status").first()).toContainText("failed", { timeout: runMs });
  await shoot(page, "composition-mistake");

  await workspace.replaceText(
    "service2/Dockerfile",
    await readFile(path.join(solution, "service2/Dockerfile"), "utf8"),
  );
  await banner.getByRole("button", { name: "Up", exact: true }).click();
  await expect(build.getByRole("status").first()).toContainText("succeeded", { timeout: runMs });
  for (const name of ["service2", "service1"]) await workspace.prints(name, "listens on");
  await shoot(page, "composition-up");

  await banner.getByRole("button", { name: "Check", exact: true }).click();
  const checks = page.getByRole("region", { name: "Checks", exact: true });
  await expect(checks.getByRole("status").first()).toContainText("passed", { timeout: runMs });
  await shoot(page, "composition-checked", ["narrow"]);
  await checks.getByRole("button", { name: /Port 8001 answers four lines/ }).click();
  await checks
    .getByText(/Service 2 answers from/)
    .last()
    .scrollIntoViewIfNeeded();
  await shoot(page, "composition-checked", ["wide"]);

  await banner.getByRole("button", { name: "Down", exact: true }).click();
  await expect(page.getByText("Nothing is up", { exact: true }).first()).toBeVisible({ timeout: runMs });
  await shoot(page, "composition-down", ["wide"]);
});
