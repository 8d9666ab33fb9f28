import { expect, test } from "./fixtures";

/** Two images and as many starts as there are checks. */
const runMs = 90_000;

const dockerfile = (number: number) =>
  [
    "FROM node:22-alpine",
    "WORKDIR /app",
    `COPY connection.mjs service${number}.mjs ./`,
    `RUN node --check service${number}.mjs`,
    `EXPOSE 800${number}`,
    `CMD ["node", "service${number}.mjs"]`,
    "",
  ].join("\n");

const compose = (port: string) => `services:
  service1:
    build: ./service1
    ports: ["${port}"]
    environment:
      SERVICE_2: http://service2:8002/
    depends_on: [service2]
  service2:
    build: ./service2
    expose: ["8002"]
`;

test("a student writes two Dockerfiles and the Compose file, brings them up, checks them, and takes them down", async ({
  openExperiment,
}) => {
  test.setTimeout(240_000);
  const workspace = await openExperiment("hello-relay-images");
  const { page } = workspace;
  const banner = page.getByRole("banner");
  const build = page.getByRole("region", { name: "Build", exact: true });
  const up = banner.getByRole("button", { name: "Up", exact: true });

  async function make(file: string, text: string): Promise<void> {
    await page.getByRole("button", { name: "New file" }).click();
    await page.getByLabel("Name of the new file").fill(file);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("tab", { name: file.split("/").at(-1) ?? "", selected: true })).toBeVisible();
    await expect(page.getByRole("textbox", { name: `Text of ${file}` })).toBeAttached();
    await workspace.replaceText(file, text);
  }

  await test.step("nothing is up, and the page says what to write", async () => {
    await expect(page.getByText("Write compose.yaml in the workspace")).toBeVisible();
  });

  await test.step("three files are written; a mistake is marked at its line", async () => {
    await make("service1/Dockerfile", dockerfile(1));
    await make("service2/Dockerfile", dockerfile(2));
    await make("compose.yaml", compose("8001:8001"));
    await up.click();
    await expect(build.getByRole("status").first()).toContainText("failed", { timeout: runMs });
    await expect(build).toContainText("compose.yaml:4:");
    await expect(page.getByRole("region", { name: "Editor" }).locator(".squiggly-error").first()).toBeVisible();
    await workspace.replaceText("compose.yaml", compose("8001"));
  });

  await test.step("Up builds the images, and makes and starts the instances", async () => {
    await up.click();
    await expect(build.getByRole("status").first()).toContainText("succeeded", { timeout: runMs });
    await expect(build).toContainText("[service1] service1/Dockerfile");
    await expect(build).toContainText("RUN node --check service2.mjs");
    for (const name of ["service2", "service1"]) await workspace.prints(name, "listens on");
    await expect(workspace.tile("service1")).toContainText("8001");
  });

  await test.step("Check asks port 8001 twice, and tries to reach Service 2 from outside", async () => {
    await banner.getByRole("button", { name: "Check", exact: true }).click();
    const panel = page.getByRole("region", { name: "Checks", exact: true });
    const state = panel.getByRole("status").first();
    await expect(state).toContainText("passed", { timeout: runMs });
    await expect(state).toContainText("2 of 2 checks");
    await panel.getByRole("button", { name: /Port 8001 answers four lines/ }).click();
    await expect(panel).toContainText(/Service 2 answers from 10\.\d+\.\d+\.\d+:8002/);
    await panel.getByRole("button", { name: /Service 2 answers its neighbour/ }).click();
    await expect(panel).toContainText(/a connection to 10\.\d+\.\d+\.\d+:8002 from outside did not arrive/);
  });

  await test.step("Down removes the instances and keeps the files", async () => {
    await banner.getByRole("button", { name: "Down", exact: true }).click();
    await expect(page.getByText("Nothing is up", { exact: true }).first()).toBeVisible({ timeout: runMs });
    expect(await workspace.saved("compose.yaml")).toBe(compose("8001"));
  });
});
