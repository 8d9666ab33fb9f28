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
  }).replace(
    "services:",
    `services:
  looping:
    image: varlab/node-run
    mem_limit: 64m
    restart: on-failure:2
    x-varlab:
      launch: { command: ["/bin/bash", "-c", "exit 1"] }`,
  ),
);
const ticker = "ticker" as InstanceName;
const brief = "brief" as InstanceName;
const quiet = "quiet" as InstanceName;
const looping = "looping" as InstanceName;

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

test("a restart that waits for its time is carried out by the next server, and counted on", async () => {
  const owned = await server.workspace();
  const before = await server.page(owned);
  await before.value("workspace:open");
  await before.value("instance:start", { name: looping });
  await expect.poll(() => heardOf(before, looping)?.note, { timeout: 20_000 }).toContain("restart 1");
  await server.restart();
  const page = await server.page(owned);
  const view = async () => (await page.value("workspace:open")).instances.find((one) => one.name === looping);
  await expect.poll(view, { timeout: 20_000 }).toMatchObject({ state: "failed", restarts: 2, run: { number: 3 } });
  const runs = await server.database.run.findMany({ where: { workspaceId: owned.id }, orderBy: { number: "asc" } });
  expect(runs.map(({ restarts, restartAt }) => [restarts, restartAt])).toEqual([
    [0, null],
    [1, null],
    [2, null],
  ]);
});

test("a restart that somebody called off is not carried out by the next server", async () => {
  const owned = await server.workspace();
  const before = await server.page(owned);
  await before.value("workspace:open");
  await before.value("instance:start", { name: looping });
  await expect.poll(() => heardOf(before, looping)?.note, { timeout: 20_000 }).toContain("restart 1");
  await before.value("instance:stop", { name: looping });
  await server.restart();
  expect(await server.database.run.findMany({ where: { workspaceId: owned.id, restartAt: { not: null } } })).toEqual(
    [],
  );
  const { instances } = await (await server.page(owned)).value("workspace:open");
  expect(instances.find((one) => one.name === looping)).toMatchObject({ state: "failed", run: { number: 1 } });
});
