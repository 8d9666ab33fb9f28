import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { InstanceName } from "#shared/ids";
import { shellExperiment } from "./compose";
import { heardOf, logOf, runOf } from "./consoles";
import { containerOf, withLiveServer } from "./live-server";

const server = withLiveServer(
  shellExperiment({
    ticker: "i=0; while :; do i=$((i+1)); echo line $i; sleep 0.002; done",
    brief: "until [ -e /tmp/go ]; do sleep 0.05; done; exit 7",
    quiet: "sleep 1000",
  }),
);
const ticker = "ticker" as InstanceName;
const brief = "brief" as InstanceName;
const quiet = "quiet" as InstanceName;

test("over a restart of the server a program runs on, and its log has every line once", async () => {
  const owned = await server.workspace();
  const before = await server.page(owned);
  await before.value("workspace:open");
  const run = runOf(await before.value("instance:start", { name: ticker }));
  for (let count = 0; count < 3; count += 1) {
    const reached = (await logOf(before.socket.connected ? before : await server.page(owned), run)).length;
    await server.restart();
    const page = await server.page(owned);
    const { instances } = await page.value("workspace:open");
    expect(instances.find((one) => one.name === ticker)).toMatchObject({
      state: "running",
      machine: "on",
      run: { id: run },
    });
    await expect.poll(async () => (await logOf(page, run)).length).toBeGreaterThan(reached + 1000);
  }
  const page = await server.page(owned);
  await page.value("instance:kill", { name: ticker });
  const lines = (await logOf(page, run)).split("\n").slice(0, -1);
  expect(lines).toEqual(lines.map((_, index) => `line ${index + 1}`));
});

test("a program that ended while no server was there is shown with its exit code", async () => {
  const owned = await server.workspace();
  const before = await server.page(owned);
  await before.value("workspace:open");
  const run = runOf(await before.value("instance:start", { name: brief }));
  await server.restart(() => {
    execFileSync("docker", ["exec", containerOf(owned.id, "brief"), "touch", "/tmp/go"]);
  });
  const page = await server.page(owned);
  await page.value("workspace:open");
  const view = async () => (await page.value("workspace:open")).instances.find((one) => one.name === brief);
  await expect.poll(view).toMatchObject({ state: "failed", run: { id: run, exitCode: 7 } });
});

test("a paused program is still paused, and goes on when it is resumed", async () => {
  const owned = await server.workspace();
  const before = await server.page(owned);
  await before.value("workspace:open");
  const run = runOf(await before.value("instance:start", { name: quiet }));
  await before.value("instance:pause", { name: quiet });
  await server.restart();
  const page = await server.page(owned);
  const { instances } = await page.value("workspace:open");
  expect(instances.find((one) => one.name === quiet)).toMatchObject({
    state: "paused",
    machine: "paused",
    run: { id: run },
  });
  await page.value("instance:resume", { name: quiet });
  expect(await page.value("instance:kill", { name: quiet })).toMatchObject({
    state: "exited",
    run: { id: run, signal: "SIGKILL" },
  });
});

test("a run whose machine is gone has ended, honestly", async () => {
  const owned = await server.workspace();
  const page = await server.page(owned);
  await page.value("workspace:open");
  await server.database.run.create({
    data: {
      id: "run_of_before",
      workspaceId: owned.id,
      instance: quiet,
      number: 1,
      state: "running",
      command: '["sleep"]',
    },
  });
  await server.restart();
  const after = await server.page(owned);
  const { instances } = await after.value("workspace:open");
  expect(instances.find((one) => one.name === quiet)).toMatchObject({
    state: "failed",
    note: expect.stringContaining("lost"),
    run: { id: "run_of_before", state: "failed" },
  });
  expect(heardOf(after, quiet)).toBeUndefined();
});
