import { expect, test } from "vitest";
import { httpPaths } from "#shared/http";
import type { ArtifactId, FilePath, InstanceName } from "#shared/ids";
import { signTicket } from "../../integration/fixtures/course";
import type { Page } from "../../integration/fixtures/page";
import { heardOf, logOf, runOf } from "./consoles";
import { withLiveServer } from "./live-server";

const service = `
    image: varlab/node-run
    x-varlab:
      artifact: app
      launch: { command: [node, /app/app.js] }
      editable: [command]`;
const server = withLiveServer(
  `x-varlab:
  title: Deploy
  toolchain: node
  build: { command: "mkdir -p build && cp app.js build/app.js", artifacts: [{ name: app, path: build/app.js }] }
services:
  left:${service}
  right:${service}
  lecturer:
    image: varlab/node-run
    x-varlab: { locked: true, launch: { command: [sleep, "1000"] } }
`,
  [{ path: "app.js", text: 'console.log("version one"); setInterval(() => {}, 1000);' }],
);
const left = "left" as InstanceName;
const right = "right" as InstanceName;

async function build(page: Page): Promise<void> {
  const { id } = await page.value("build:start");
  const view = () =>
    page
      .heard("build:changed")
      .filter((one) => one.id === id)
      .at(-1);
  await expect.poll(() => view()?.state, { timeout: 30_000 }).toBe("succeeded");
}

async function printed(page: Page, name: InstanceName): Promise<string> {
  const view = heardOf(page, name);
  return view?.run === undefined ? "" : logOf(page, runOf(view));
}

async function upload(owned: Awaited<ReturnType<typeof server.workspace>>, name: string, file: string, body: string) {
  const query = new URLSearchParams({ name, file });
  return fetch(`http://127.0.0.1:${server.port}${httpPaths.package}?${query}`, {
    method: "POST",
    headers: { authorization: `Bearer ${await signTicket(owned.person, owned.id)}` },
    body,
  });
}

test("an instance is empty until something is deployed, and says what to do", async () => {
  const page = await server.page(await server.workspace());
  const { instances } = await page.value("workspace:open");
  expect(instances).toMatchObject([
    { name: "left", state: "empty" },
    { name: "right", state: "empty" },
    { state: "ready", locked: true },
  ]);
  expect(await page.call("instance:start", { name: left })).toMatchObject({
    ok: false,
    failure: { sentence: expect.stringContaining("Ctrl+B") },
  });
  expect(await page.call("instance:deploy", { names: [left] })).toMatchObject({
    ok: false,
    failure: { code: "refused" },
  });
  expect(await page.call("instance:start-all")).toMatchObject({ ok: false, failure: { code: "refused" } });
});

test("two instances run different builds at once and say so; a running program is not disturbed by a deployment", async () => {
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  await build(page);
  await page.value("instance:deploy", { names: [left, right] });
  await page.value("instance:start", { name: left });
  await expect.poll(() => printed(page, left)).toBe("version one\n");
  await page.value("files:write", {
    path: "app.js" as FilePath,
    text: 'console.log("version two");',
    base: null,
    force: true,
  });
  await expect.poll(() => heardOf(page, left)?.stale, { timeout: 10_000 }).toBe(true);
  await build(page);
  const { instances } = await page.value("instance:deploy", { names: [left, right] });
  expect(instances[0]).toMatchObject({
    state: "running",
    stale: false,
    artifact: { build: { number: 2 } },
    run: { artifact: { build: { number: 1 } } },
  });
  await page.value("instance:start", { name: right });
  await expect.poll(() => printed(page, right)).toBe("version two\n");
  await page.value("instance:restart", { name: left });
  await expect.poll(() => printed(page, left)).toBe("version two\n");
});

test("a package made elsewhere is put on one instance and runs; its form and its artifact are kept over a restart", async () => {
  const owned = await server.workspace();
  const page = await server.page(owned);
  await page.value("workspace:open");
  const response = await upload(owned, "right", "other.js", 'console.log("made elsewhere", process.argv[2]);');
  expect(response.status).toBe(200);
  await page.value("instance:configure", { name: right, launch: { command: "node /app/other.js 'with words'" } });
  await page.value("instance:start", { name: right });
  await expect.poll(() => printed(page, right)).toBe("made elsewhere with words\n");
  await server.restart();
  const after = await server.page(owned);
  const { instances } = await after.value("workspace:open");
  expect(instances.find((one) => one.name === right)).toMatchObject({
    state: "exited",
    artifact: { name: "other.js" },
    launch: { command: "node /app/other.js 'with words'" },
    command: ["node", "/app/other.js", "with words"],
  });
});

test("nothing is put on the lecturer's instance or on one that does not exist", async () => {
  const owned = await server.workspace();
  await (await server.page(owned)).value("workspace:open");
  expect((await upload(owned, "lecturer", "a.js", "x")).status).toBe(403);
  expect((await upload(owned, "nobody", "a.js", "x")).status).toBe(404);
  expect(await server.database.artifact.count({ where: { workspaceId: owned.id } })).toBe(0);
});

test("an artifact of another workspace is as unknown as a made-up one", async () => {
  const [mine, other] = [await server.workspace(), await server.workspace()];
  const page = await server.page(mine);
  await page.value("workspace:open");
  await (await server.page(other)).value("workspace:open");
  const theirs = await (await upload(other, "left", "a.js", "1")).json();
  const answers = [
    await page.call("instance:deploy", { names: [left], artifact: theirs.id }),
    await page.call("instance:deploy", { names: [left], artifact: "art_nonsense" as ArtifactId }),
  ];
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({ ok: false, failure: { code: "unknown" } });
});

test("the log of a run is downloaded as text with marks for stderr, by its owner only", async () => {
  const owned = await server.workspace();
  const page = await server.page(owned);
  await page.value("workspace:open");
  await upload(owned, "left", "two.js", 'console.log("out"); setTimeout(() => console.error("err"), 100);');
  await page.value("instance:configure", { name: left, launch: { command: "node /app/two.js" } });
  const run = runOf(await page.value("instance:start", { name: left }));
  await expect.poll(() => heardOf(page, left)?.state).toBe("exited");
  const download = async (one: typeof owned) =>
    fetch(`http://127.0.0.1:${server.port}${httpPaths.runLog}?run=${run}`, {
      headers: { authorization: `Bearer ${await signTicket(one.person, one.id)}` },
    });
  const response = await download(owned);
  expect(await response.text()).toBe("out\n! err\n");
  expect(response.headers.get("content-disposition")).toContain("attachment");
  expect((await download(await server.workspace())).status).toBe(404);
});
