import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { FilePath, InstanceName } from "#shared/ids";
import type { Page } from "../../integration/fixtures/page";
import { heardOf, logOf, runOf } from "./consoles";
import { withLiveServer } from "./live-server";

const experiment = path.resolve(import.meta.dirname, "../../../experiments/rmi-chat");
const names = ["server", "anton", "berta", "clarissa"] as InstanceName[];

function tree(folder: string) {
  return readdirSync(path.join(experiment, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return { path: path.relative(path.join(experiment, folder), file), text: readFileSync(file, "utf8") };
    });
}

const server = withLiveServer(readFileSync(path.join(experiment, "compose.yaml"), "utf8"), tree("starter"));

async function build(page: Page): Promise<void> {
  const { id } = await page.value("build:start");
  const ended = () =>
    page
      .heard("build:changed")
      .filter((view) => view.id === id)
      .at(-1);
  await expect.poll(() => ended()?.state, { timeout: 60_000 }).toMatch(/succeeded|failed/);
  expect(ended()).toMatchObject({ state: "succeeded", artifacts: [{ kind: "file" }] });
}

function type(page: Page, name: string, line: string): void {
  page.socket.emit("console:input", { run: runOf(heardOf(page, name) ?? {}), bytes: Buffer.from(`${line}\n`) });
}

test("the starter fails for the localhost reason; mended, a line typed at one reaches the others", async () => {
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  await build(page);
  const deployed = await page.value("instance:deploy", { names });
  expect(deployed.instances.map((one) => one.artifact?.build?.number)).toEqual([1, 1, 1, 1]);
  await page.value("instance:start-all");
  await expect.poll(() => heardOf(page, "anton")?.state, { timeout: 30_000 }).toBe("failed");
  const failed = heardOf(page, "anton");
  expect(await logOf(page, runOf(failed ?? {}))).toMatch(/localhost/);

  await page.value("instance:stop-all");
  for (const { path: file, text } of tree("solution")) {
    await page.value("files:write", { path: file as FilePath, text, base: null, force: true });
  }
  await expect.poll(() => heardOf(page, "anton")?.stale, { timeout: 10_000 }).toBe(true);
  await build(page);
  await expect
    .poll(() => names.every((name) => !["running", "stopping", "starting"].includes(heardOf(page, name)?.state ?? "")))
    .toBe(true);
  const again = await page.value("instance:deploy", { names });
  expect(again.instances.every((one) => !one.stale && one.state === "ready")).toBe(true);
  await page.value("instance:start-all");
  await expect
    .poll(() => names.map((name) => heardOf(page, name)?.state), { timeout: 30_000 })
    .toEqual(["running", "running", "running", "running"]);
  const log = async (name: string) => logOf(page, runOf(heardOf(page, name) ?? {}));
  for (const name of ["anton", "berta", "clarissa"])
    await expect.poll(() => log(name), { timeout: 20_000 }).toContain("Welcome");
  type(page, "anton", "hello from anton");
  await expect.poll(() => log("berta"), { timeout: 10_000 }).toContain("hello from anton");
  await expect.poll(() => log("clarissa"), { timeout: 10_000 }).toContain("hello from anton");
  type(page, "anton", "exit");
  await expect
    .poll(() => heardOf(page, "anton"), { timeout: 10_000 })
    .toMatchObject({ state: "exited", run: { exitCode: 0 } });
  await expect
    .poll(() => heardOf(page, "server")?.listening.map((one) => one.port), { timeout: 10_000 })
    .toContain(1099);
});
