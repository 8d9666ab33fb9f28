import { expect, test } from "./fixtures";

test("a student mends the relay and reads four lines with the real addresses through the preview", async ({
  openExperiment,
}) => {
  const workspace = await openExperiment("hello-relay");
  const { page } = workspace;
  const addressOf = async (name: string) =>
    /10\.\d+\.\d+\.\d+/.exec((await workspace.tile(name).textContent()) ?? "")?.[0] ?? "";

  async function runAll(build: number): Promise<void> {
    await workspace.build(build);
    await workspace.deployAll();
    for (const name of ["service1", "service2"]) await expect(workspace.tile(name)).toContainText(`build ${build}`);
    await page.getByRole("button", { name: "Start all", exact: true }).click();
    for (const name of ["service2", "service1"]) await workspace.prints(name, "listens on");
  }

  await test.step("the starter's preview says what could not be asked", async () => {
    await runAll(1);
    const preview = await openPreview();
    await expect(preview.locator("body")).toContainText("http://localhost:8002/: ECONNREFUSED");
    await preview.close();
    await page.getByRole("button", { name: "Stop all", exact: true }).click();
    for (const name of ["service2", "service1"]) await workspace.reaches(name, "exited");
  });

  await test.step("both services are mended", async () => {
    await mend("src/service1.mjs", "http://localhost:8002/", "http://service2:8002/");
    await mend("src/service2.mjs", 'HOST = "localhost"', 'HOST = "0.0.0.0"');
    await runAll(2);
  });

  await test.step("the four lines name the real hosts", async () => {
    const [one, two] = [await addressOf("service1"), await addressOf("service2")];
    expect(one).not.toBe(two);
    const preview = await openPreview();
    expect(new URL(preview.url()).port).not.toBe(new URL(page.url()).port);
    const lines = ((await preview.locator("body").textContent()) ?? "")
      .trim()
      .replaceAll(/:\d{5}$/gm, ":PORT")
      .split("\n");
    expect(lines).toEqual([
      `Service 1 was asked by ${one}:PORT`,
      `Service 1 answers from ${one}:8001`,
      `Service 2 was asked by ${one}:PORT`,
      `Service 2 answers from ${two}:8002`,
    ]);
  });

  async function mend(file: string, wrong: string, right: string): Promise<void> {
    const text = await workspace.saved(file);
    expect(text).toContain(wrong);
    await workspace.open(file);
    await workspace.replaceText(file, text.replace(wrong, right));
  }

  async function openPreview() {
    const opened = page.context().waitForEvent("page");
    await workspace.tile("service1").getByRole("button", { name: ":8001" }).click();
    const preview = await opened;
    await preview.waitForURL(/^http/);
    await preview.waitForLoadState();
    return preview;
  }
});
