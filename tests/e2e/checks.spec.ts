import { expect, test } from "./fixtures";

/** A build, and as many starts as there are checks. */
const runMs = 120_000;

test("a student presses Check, reads what does not hold and why, mends it, and passes", async ({ openExperiment }) => {
  test.setTimeout(300_000);
  const workspace = await openExperiment("hello-relay");
  const { page } = workspace;
  const panel = page.getByRole("region", { name: "Checks", exact: true });
  const state = panel.getByRole("status").first();
  const press = () => page.getByRole("banner").getByRole("button", { name: "Check", exact: true }).click();

  await test.step("before the first run the pane says what is checked", async () => {
    await page.keyboard.press("F1");
    await page.getByRole("combobox").fill(">Go to Checks");
    await page.getByRole("option").first().click();
    await expect(panel).toContainText("Port 8001 answers four lines with the real addresses");
  });

  await test.step("the starter fails with its hint and what was answered", async () => {
    await press();
    await expect(page.getByRole("banner").getByRole("button", { name: /^Checking \d of 4$/ })).toBeVisible();
    await expect(state).toContainText("failed", { timeout: runMs });
    await expect(state).toContainText("1 of 3 checks");
    const first = panel.getByRole("list", { name: "Steps of Port 8001 answers four lines with the real addresses" });
    await expect(first).toContainText("The status is 502; it should be 200.");
    await expect(first).toContainText("Service 1 could not ask Service 2 at http://localhost:8002/: ECONNREFUSED");
    await expect(first).toContainText("on service1, localhost is service1");
  });

  await test.step("the result is there after a reload", async () => {
    await page.reload();
    await workspace.ready();
    await expect(state).toContainText("failed");
  });

  await test.step("mended, all checks pass, and their evidence can be read", async () => {
    for (const [file, wrong, right] of [
      ["src/service1.mjs", "http://localhost:8002/", "http://service2:8002/"],
      ["src/service2.mjs", 'HOST = "localhost"', 'HOST = "0.0.0.0"'],
    ] as const) {
      const text = await workspace.saved(file);
      await workspace.open(file);
      await workspace.replaceText(file, text.replace(wrong, right));
    }
    await press();
    await expect(state).toContainText("passed", { timeout: runMs });
    await expect(state).toContainText("3 of 3 checks");
    await panel.getByRole("button", { name: /Service 2 answers its neighbour/ }).click();
    await expect(panel).toContainText(/a connection to 10\.\d+\.\d+\.\d+:8002 from outside did not arrive/);
    await workspace.reaches("service1", "exited");
  });
});
