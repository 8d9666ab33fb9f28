import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { InstanceName } from "#shared/ids";
import type { Page } from "../../integration/fixtures/page";
import { shellExperiment } from "./compose";
import { heardOf, logOf, runOf } from "./consoles";
import { containerOf, withLiveServer } from "./live-server";

const server = withLiveServer(
  shellExperiment({
    polite: "trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.1; done",
    stubborn: "trap '' TERM; echo ready; while :; do sleep 0.1; done",
    greedy: "echo ready; node -e 'const a=[]; for(;;) a.push(Buffer.alloc(1e6, 1))'",
    crash: "echo alive; kill -SEGV $$",
    parent: "sleep 1000 & sleep 1000 & echo parent; exit 0",
  }),
);
const named = (name: string) => name as InstanceName;

async function open(): Promise<Page> {
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  return page;
}

async function started(page: Page, name: string) {
  const view = await page.value("instance:start", { name: named(name) });
  await expect.poll(() => logOf(page, runOf(view))).toContain("ready");
  return view;
}

test("stop asks with the stop signal and shows the exit", async () => {
  const page = await open();
  const view = await started(page, "polite");
  const stopped = await page.value("instance:stop", { name: named("polite") });
  expect(stopped).toMatchObject({ state: "exited", run: { exitCode: 0 } });
  expect(await logOf(page, runOf(view), "stdout")).toBe("ready\nbye\n");
  expect(page.heard("instance:changed").some((one) => one.state === "stopping" && one.note?.includes("SIGTERM"))).toBe(
    true,
  );
});

test("who ignores the stop signal is killed after the grace, and the page is told so meanwhile", async () => {
  const page = await open();
  await started(page, "stubborn");
  const stopped = await page.value("instance:stop", { name: named("stubborn") });
  expect(stopped).toMatchObject({ state: "exited", run: { signal: "SIGKILL" } });
  expect(page.heard("instance:changed").some((one) => one.note?.includes("killing it"))).toBe(true);
});

test("kill ends at once, and the instance keeps its machine and address", async () => {
  const page = await open();
  const view = await started(page, "stubborn");
  const killed = await page.value("instance:kill", { name: named("stubborn") });
  expect(killed).toMatchObject({ state: "exited", machine: "on", address: view.address, run: { signal: "SIGKILL" } });
});

test("a paused program stands still until it is resumed, and can be stopped while paused", async () => {
  const page = await open();
  await started(page, "polite");
  expect(await page.value("instance:pause", { name: named("polite") })).toMatchObject({
    state: "paused",
    machine: "paused",
  });
  expect(await page.call("instance:pause", { name: named("polite") })).toMatchObject({
    ok: false,
    failure: { code: "refused" },
  });
  expect(await page.value("instance:resume", { name: named("polite") })).toMatchObject({
    state: "running",
    machine: "on",
  });
  await page.value("instance:pause", { name: named("polite") });
  expect(await page.value("instance:stop", { name: named("polite") })).toMatchObject({
    state: "exited",
    run: { exitCode: 0 },
  });
});

test("a program that takes more than its memory is told apart from one that crashes", async () => {
  const page = await open();
  await page.value("instance:start", { name: named("greedy") });
  await expect.poll(() => heardOf(page, "greedy")?.state, { timeout: 30_000 }).toBe("failed");
  expect(heardOf(page, "greedy")?.note).toContain("more than its 64 MB of memory");
  await page.value("instance:start", { name: named("crash") });
  await expect.poll(() => heardOf(page, "crash")?.state).toBe("failed");
  expect(heardOf(page, "crash")?.note).toBe("The program was ended by SIGSEGV.");
});

test("what a program leaves behind ends with it", async () => {
  const page = await open();
  await page.value("instance:start", { name: named("parent") });
  await expect.poll(() => heardOf(page, "parent")?.state).toBe("exited");
  await expect
    .poll(async () =>
      (await page.value("instance:details", { name: named("parent") })).processes.map((one) => one.command),
    )
    .toEqual([]);
});

test("reset removes the container, and a reset instance starts anew", async () => {
  const page = await open();
  await started(page, "polite");
  const reset = await page.value("instance:reset", { name: named("polite") });
  expect(reset).toMatchObject({ state: "ready", machine: "off" });
  expect(reset.run).toBeUndefined();
  const { runs } = await page.value("instance:runs", { name: named("polite") });
  expect(runs).toMatchObject([{ number: 1, state: "exited", reason: "The instance was reset." }]);
  expect(await started(page, "polite")).toMatchObject({ state: "running", run: { number: 2 } });
});

test("a container that somebody removes is shown as lost within a moment", async () => {
  const owned = await server.workspace();
  const page = await server.page(owned);
  await page.value("workspace:open");
  await started(page, "polite");
  execFileSync("docker", ["rm", "-f", containerOf(owned.id, "polite")], { stdio: "ignore" });
  await expect
    .poll(() => heardOf(page, "polite"), { timeout: 5000 })
    .toMatchObject({ state: "failed", machine: "off" });
  expect(heardOf(page, "polite")?.note).toContain("lost");
  expect(await started(page, "polite")).toMatchObject({ state: "running" });
});

test("a command that does not exist, and quotes that never close, are refused with words", async () => {
  const page = await open();
  const name = named("polite");
  await page.value("instance:configure", { name, launch: { command: "/no/such/program --x" } });
  const view = await page.value("instance:start", { name });
  expect(view).toMatchObject({ state: "failed", note: expect.stringContaining("/no/such/program") });
  expect(await page.call("instance:configure", { name, launch: { command: "echo 'x" } })).toMatchObject({
    ok: false,
    failure: { code: "invalid", sentence: expect.stringContaining("never closed") },
  });
  await page.value("instance:configure", { name, launch: { command: "/bin/echo 'a b' $HOME;id" } });
  const run = runOf(await page.value("instance:start", { name }));
  await expect.poll(() => logOf(page, run)).toBe("a b $HOME;id\n");
});
