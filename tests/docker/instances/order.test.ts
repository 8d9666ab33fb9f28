import { expect, test } from "vitest";
import type { InstanceName } from "#shared/ids";
import type { Page } from "../../integration/fixtures/page";
import { heardOf, logOf, runOf } from "./consoles";
import { withLiveServer } from "./live-server";

const shell = (script: string, rest: string, varlab = "") => `
    image: varlab/node-run
    stop_grace_period: 1s
    x-varlab:
      launch: { command: ["/bin/bash", "-c", ${JSON.stringify(script)}] }
${varlab}
${rest}`;

const compose = `x-varlab:
  title: Order
  toolchain: node
  build: { command: "true", artifacts: [{ name: app, path: app }] }
services:
  broker:${shell("sleep 0.7; echo up > /tmp/up; exec sleep 1000", '    healthcheck: { test: ["CMD", "test", "-e", "/tmp/up"], interval: 1s, retries: 30 }', "      locked: true")}
  first:${shell("echo first; exec sleep 1000", "    depends_on: { broker: { condition: service_healthy } }")}
  second:${shell("echo second; exec sleep 1000", "    depends_on: [first]")}
  broken:${shell("sleep 0.2; exit 4", "")}
  after:${shell("echo after", "    depends_on: { broken: { condition: service_completed_successfully } }")}
  looping:${shell("exit 1", "    restart: on-failure:2")}
`;
const server = withLiveServer(compose);
const named = (name: string) => name as InstanceName;

async function open(): Promise<Page> {
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  return page;
}

test("all start in the order of what they depend on, and who waits says for what", async () => {
  const page = await open();
  await page.value("instance:start-all");
  await expect.poll(() => heardOf(page, "second")?.state, { timeout: 20_000 }).toBe("running");
  const heard = page.heard("instance:changed");
  const at = (test: (view: (typeof heard)[number]) => boolean) => heard.findIndex(test);
  const healthy = at((view) => view.name === "broker" && view.health === "healthy");
  const first = at((view) => view.name === "first" && view.state === "starting");
  const second = at((view) => view.name === "second" && view.state === "starting");
  expect(healthy).toBeGreaterThan(0);
  expect(first).toBeGreaterThan(healthy);
  expect(second).toBeGreaterThan(first);
  expect(heard.some((view) => view.name === "first" && view.note === "Waits until broker is healthy")).toBe(true);
  await expect
    .poll(() => heardOf(page, "after")?.note, { timeout: 10_000 })
    .toBe("Not started, because broken failed with exit code 4.");
  expect(heardOf(page, "after")?.run).toBeUndefined();
  await page.value("instance:stop-all");
  await expect
    .poll(() => ["broker", "first", "second"].map((name) => heardOf(page, name)?.state), { timeout: 15_000 })
    .toEqual(["exited", "exited", "exited"]);
});

test("the lecturer's instance starts with the first that needs it, and cannot be changed", async () => {
  const page = await open();
  const view = await page.value("instance:start", { name: named("first") });
  expect(view).toMatchObject({ state: "running" });
  expect(heardOf(page, "broker")).toMatchObject({ state: "running", health: "healthy", locked: true, editable: [] });
  expect(await page.call("instance:configure", { name: named("broker"), launch: { command: "id" } })).toMatchObject({
    ok: false,
    failure: { code: "forbidden" },
  });
  expect(await page.call("instance:deploy", { names: [named("broker")] })).toMatchObject({
    ok: false,
    failure: { code: "forbidden" },
  });
});

test("a program that fails is started again as often as the experiment says, and stopping ends that", async () => {
  const page = await open();
  await page.value("instance:start", { name: named("looping") });
  await expect.poll(() => heardOf(page, "looping")?.restarts, { timeout: 20_000 }).toBe(2);
  await expect
    .poll(() => heardOf(page, "looping"), { timeout: 20_000 })
    .toMatchObject({ state: "failed", run: { number: 3 } });
  expect(heardOf(page, "looping")?.note).toBeUndefined();
  await page.value("instance:start", { name: named("looping") });
  await expect.poll(() => heardOf(page, "looping")?.note).toContain("Starts again in 1 s");
  const stopped = await page.value("instance:stop", { name: named("looping") });
  expect(stopped.state).toBe("failed");
  expect(stopped.note).toBeUndefined();
});

test("listening ports and use of the machine are told while somebody looks", async () => {
  const page = await open();
  const run = runOf(await page.value("instance:start", { name: named("second") }));
  await expect.poll(() => logOf(page, run)).toContain("second");
  await expect
    .poll(
      () =>
        page
          .heard("instance:stats")
          .at(-1)
          ?.stats.map((one) => one.name),
      { timeout: 10_000 },
    )
    .toContain("second");
  const stats = page
    .heard("instance:stats")
    .at(-1)
    ?.stats.find((one) => one.name === "second");
  expect(stats?.memory).toBeGreaterThan(0);
  expect(stats?.memoryLimit).toBeGreaterThan(stats?.memory ?? 0);
});
