import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { FilePath, type WorkspaceId } from "#shared/ids";
import type { BuildView } from "#shared/views";
import type { Page } from "../../integration/fixtures/page";
import { withLiveServer } from "../instances/live-server";

/** The build is a script that each test writes. */
const compose = `x-varlab:
  title: Builds
  toolchain: node
  build: { command: "bash build.sh", timeout: 25, artifacts: [{ name: app, path: out/app.js }] }
services:
  app:
    image: varlab/node-run
    x-varlab:
      artifact: app
      launch: { command: ["node", "/app/app.js"] }
`;
const server = withLiveServer(compose);

async function open(): Promise<{ page: Page; id: WorkspaceId; reopen: () => Promise<Page> }> {
  const owned = await server.workspace();
  const page = await server.page(owned);
  await page.value("workspace:open");
  return { page, id: owned.id, reopen: () => server.page(owned) };
}

async function script(page: Page, text: string): Promise<void> {
  await page.value("files:write", { path: FilePath.parse("build.sh"), text, base: null, force: true });
}

const buildOf = async (page: Page, id: string) =>
  (await page.value("workspace:open")).builds.find((build) => build.id === id);

async function ended(page: Page, build: BuildView): Promise<BuildView> {
  await expect.poll(async () => (await buildOf(page, build.id))?.endedAt, { timeout: 60_000 }).toBeDefined();
  const view = await buildOf(page, build.id);
  if (view === undefined) throw new Error("The build is not listed.");
  return view;
}

async function build(page: Page, text: string): Promise<BuildView> {
  await script(page, text);
  return ended(page, await page.value("build:start"));
}

async function output(page: Page, id: BuildView["id"], stream?: string): Promise<string> {
  const parts: Buffer[] = [];
  for (let from = 0; ; ) {
    const log = await page.value("build:log", { id, from });
    for (const chunk of log.chunks)
      if (stream === undefined || chunk.stream === stream) parts.push(Buffer.from(chunk.bytes));
    if (log.chunks.length === 0) return Buffer.concat(parts).toString("utf8");
    from = log.next;
  }
}

test("a build streams its output, ends with its code, and keeps what it made by its content", async () => {
  const { page } = await open();
  const program = "console.log(1)\n";
  const first = await build(
    page,
    `echo out; echo err >&2; printf '\\033[31mred\\033[0m\\n'; mkdir -p out; echo 'console.log(1)' > out/app.js`,
  );
  const sha256 = createHash("sha256").update(program).digest("hex");
  expect(first).toMatchObject({
    number: 1,
    state: "succeeded",
    exitCode: 0,
    artifacts: [{ name: "app", path: "app.js", size: program.length, sha256 }],
  });
  expect(await output(page, first.id, "stdout")).toBe("out\n\u001b[31mred\u001b[0m\n");
  expect(await output(page, first.id, "stderr")).toBe("err\n");
  const heard = page.heard("build:output").flatMap((notice) => notice.chunks);
  expect(Buffer.concat(heard.map((chunk) => chunk.bytes)).toString()).toContain("err");
  expect(page.heard("artifact:added").map((artifact) => artifact.sha256)).toEqual([sha256]);
  const states = page.heard("build:changed").map((view) => view.state);
  expect([...new Set(states)]).toEqual(["queued", "running", "succeeded"]);
  const second = await build(page, "echo again; exit 3");
  expect(second).toMatchObject({ number: 2, state: "failed", exitCode: 3, artifacts: [] });
  expect(await output(page, first.id, "stderr")).toBe("err\n");
});

test("a program that does not compile is data with places, not an error", async () => {
  const { page } = await open();
  await page.value("files:write", { path: FilePath.parse("src/bad.js"), text: "let a = 1;\nlet = ;\n", base: null });
  const view = await build(page, "node --check src/bad.js");
  expect(view).toMatchObject({
    state: "failed",
    exitCode: 1,
    diagnostics: [{ file: "src/bad.js", line: 2, severity: "error" }],
  });
  expect(view.stage).toBeUndefined();
});

test("a build that ends well without its artifact has failed, and says what is missing", async () => {
  const { page } = await open();
  const view = await build(page, "true");
  expect(view).toMatchObject({ state: "failed", exitCode: 0 });
  expect(view.stage).toContain("out/app.js");
});

test("an artifact that is a link to somewhere else is not followed", async () => {
  const { page } = await open();
  const view = await build(page, "mkdir -p out; ln -sf /etc/passwd out/app.js");
  expect(view).toMatchObject({ state: "failed", artifacts: [] });
  expect(view.stage).toContain("link");
});

test("a build cannot be started twice, and a cancelled one ends with all that it started", async () => {
  const { page } = await open();
  await script(
    page,
    "trap '' TERM; (trap '' TERM; while :; do sleep 0.2; done) & echo begun; while :; do sleep 0.2; done",
  );
  const started = await page.value("build:start");
  expect(await page.call("build:start")).toMatchObject({ ok: false, failure: { code: "busy" } });
  await expect.poll(() => output(page, started.id), { timeout: 20_000 }).toBe("begun\n");
  await page.value("build:cancel", { id: started.id });
  expect(await ended(page, started)).toMatchObject({ state: "cancelled" });
  expect(await page.call("build:cancel", { id: started.id })).toMatchObject({
    ok: false,
    failure: { code: "refused" },
  });
  expect(await build(page, "ps -eo args | grep -c '[t]rap' || true")).toBeDefined();
  const { builds } = await page.value("workspace:open");
  expect(await output(page, builds[0]?.id ?? started.id)).toBe("0\n");
});

test("a build that takes too long is ended", async () => {
  const { page } = await open();
  const view = await build(page, "echo begun; sleep 1000");
  expect(view).toMatchObject({ state: "timed-out" });
  expect(view.stage).toContain("25 seconds");
});

test("a build does not wait for somebody to type", async () => {
  const { page } = await open();
  const view = await build(page, "read -r line; echo \"got '$line'\"; exit 4");
  expect(view).toMatchObject({ state: "failed", exitCode: 4 });
  expect(await output(page, view.id)).toBe("got ''\n");
});

test("more builds than this machine has places for wait in order, and can be cancelled while they wait", async () => {
  const rooms = [await open(), await open(), await open()];
  for (const { page } of rooms)
    await script(page, "until [ -e go ]; do sleep 0.1; done; mkdir -p out; echo 1 > out/app.js");
  const builds: BuildView[] = [];
  for (const { page } of rooms) builds.push(await page.value("build:start"));
  const [first, second, third] = rooms;
  const [one, two, three] = builds;
  if (!(first && second && third && one && two && three)) throw new Error("Three were started.");
  await expect.poll(async () => (await buildOf(third.page, three.id))?.stage).toContain("Waiting");
  expect((await buildOf(third.page, three.id))?.state).toBe("queued");
  await third.page.value("build:cancel", { id: three.id });
  expect(await ended(third.page, three)).toMatchObject({ state: "cancelled" });
  const again = await third.page.value("build:start");
  await first.page.value("files:create", { path: FilePath.parse("go"), kind: "file" });
  expect(await ended(first.page, one)).toMatchObject({ state: "succeeded" });
  await expect.poll(async () => (await buildOf(third.page, again.id))?.state).toBe("running");
  for (const { page } of [second, third])
    await page.value("files:create", { path: FilePath.parse("go"), kind: "file" });
  expect(await ended(second.page, two)).toMatchObject({ state: "succeeded" });
  expect(await ended(third.page, again)).toMatchObject({ state: "succeeded" });
});

test("over a restart of the server a build runs on; its output is whole and its artifact is collected", async () => {
  const { page, reopen } = await open();
  await script(page, "for i in $(seq 1 250); do echo line $i; sleep 0.01; done; mkdir -p out; echo 1 > out/app.js");
  const started = await page.value("build:start");
  await expect.poll(async () => (await output(page, started.id)).length, { timeout: 20_000 }).toBeGreaterThan(200);
  await server.restart();
  const after = await reopen();
  expect(await ended(after, started)).toMatchObject({ state: "succeeded", artifacts: [{ path: "app.js" }] });
  const lines = (await output(after, started.id)).trimEnd().split("\n");
  expect(lines).toEqual(Array.from({ length: 250 }, (_, index) => `line ${index + 1}`));
});

test("a build that ended while no server was there is recorded as it ended, also after its time limit", async () => {
  const { page, reopen } = await open();
  await script(page, "echo begun; sleep 1; mkdir -p out; echo 1 > out/app.js; echo done");
  const started = await page.value("build:start");
  await expect.poll(() => output(page, started.id), { timeout: 20_000 }).toBe("begun\n");
  await server.restart(() => execFileSync("sleep", ["26"]));
  const after = await reopen();
  expect(await ended(after, started)).toMatchObject({ state: "succeeded", artifacts: [{ path: "app.js" }] });
  expect(await output(after, started.id)).toBe("begun\ndone\n");
});

test("a build whose container goes away has failed at once, honestly", async () => {
  const { page, id } = await open();
  await script(page, "echo begun; sleep 1000");
  const started = await page.value("build:start");
  await expect.poll(() => output(page, started.id), { timeout: 20_000 }).toBe("begun\n");
  const filters = ["--filter", `label=varlab.workspace=${id}`, "--filter", "label=varlab.role=toolchain"];
  const container = execFileSync("docker", ["ps", "-q", ...filters], { encoding: "utf8" }).trim();
  execFileSync("docker", ["kill", container], { stdio: "ignore" });
  const killed = performance.now();
  const view = await ended(page, started);
  expect(performance.now() - killed).toBeLessThan(2_000);
  expect(view).toMatchObject({ state: "failed", stage: "The toolchain ended while it built. Build again." });
  expect(await build(page, "exit 5")).toMatchObject({ state: "failed", exitCode: 5 });
});

test("somebody else's build is as unknown as one that never was", async () => {
  const [one, two] = [await open(), await open()];
  const theirs = await build(one.page, "exit 1");
  const answer = await two.page.call("build:log", { id: theirs.id, from: 0 });
  expect(answer).toMatchObject({ ok: false, failure: { code: "unknown" } });
  expect(await two.page.call("build:cancel", { id: theirs.id })).toEqual(answer);
});
