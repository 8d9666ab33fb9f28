import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import type { FilePath } from "#shared/ids";
import { shellExperiment } from "./compose";
import { withLiveServer } from "./live-server";

const server = withLiveServer(shellExperiment({ one: "echo one" }), [
  { path: "README.txt", text: "hello" },
  { path: "src/deep/Main.java", text: "class Main {}" },
]);

test("a workspace is prepared when it is first opened: its own disk, the starter files, a subnet", async () => {
  const owned = await server.workspace();
  const page = await server.page(owned);
  const snapshot = await page.value("workspace:open");
  expect(snapshot.workspace).toMatchObject({ state: "ready", title: "Test", sheet: "# Test", toolchain: "node" });
  expect(snapshot.workspace.disk?.size).toBeGreaterThan(40_000_000);
  expect(snapshot.workspace.subnet).toMatch(/^10\.214\.\d+\.\d+\/28$/);
  expect(snapshot.files.map((file) => file.path).sort()).toEqual([
    "README.txt",
    "src",
    "src/deep",
    "src/deep/Main.java",
  ]);
  expect(snapshot.instances).toMatchObject([{ name: "one", state: "ready", machine: "off" }]);
  const file = path.join(server.config.data, "workspaces", owned.id, "files", "src/deep/Main.java");
  expect(await readFile(file, "utf8")).toBe("class Main {}");
  expect((await stat(file)).uid).toBe(10001);
  expect((await stat(path.dirname(file))).uid).toBe(10001);
});

test("what the student deleted stays deleted, also over a restart of the server", async () => {
  const owned = await server.workspace();
  const page = await server.page(owned);
  await page.value("workspace:open");
  await page.value("files:remove", { paths: ["README.txt" as FilePath] });
  await server.restart();
  const after = await server.page(owned);
  const { files } = await after.value("workspace:open");
  expect(files.map((file) => file.path)).not.toContain("README.txt");
});

test("pages that open one workspace at once share its preparation, and different ones get different subnets", async () => {
  const owned = await Promise.all(Array.from({ length: 6 }, () => server.workspace()));
  const pages = await Promise.all([...owned, ...owned].map((one) => server.page(one)));
  const snapshots = await Promise.all(pages.map((page) => page.value("workspace:open")));
  await expect
    .poll(async () =>
      (await Promise.all(pages.map((page) => page.value("workspace:open")))).map((one) => one.workspace.state),
    )
    .toEqual(pages.map(() => "ready"));
  expect(new Set(snapshots.map((one) => one.workspace.subnet)).size).toBe(6);
});

test("an experiment that cannot be read is told with its line, and harms no other workspace", async () => {
  const owned = await server.workspace();
  const version = await server.database.experimentVersion.create({
    data: {
      id: `bad_${owned.id}`,
      experimentId: (await server.database.experiment.findFirstOrThrow()).id,
      number: 2,
      title: "Bad",
      summary: "",
      compose: "services:\n  a:\n    privileged: true\n",
      sheet: "",
      hash: "bad",
    },
  });
  await server.database.workspace.update({ where: { id: owned.id }, data: { versionId: version.id } });
  const page = await server.page(owned);
  const answer = await page.call("workspace:open");
  expect(answer).toMatchObject({ ok: false, failure: { code: "refused", sentence: expect.stringContaining("Line") } });
  expect(await page.call("files:list")).toMatchObject({ ok: false });
});

test("a workspace that cannot be prepared says why, and can be tried again", async () => {
  const owned = await server.workspace();
  // A file from outside takes the place where a starter file's folder must be.
  await server.database.experimentFile.create({
    data: { versionId: server.course.versionId, tree: "starter", path: "../outside", content: new Uint8Array([1]) },
  });
  const page = await server.page(owned);
  const failed = await page.value("workspace:open");
  expect(failed.workspace).toMatchObject({ state: "failed", note: expect.stringMatching(/reference: [0-9a-f]{10}/) });
  expect(failed.files).toEqual([]);
  await server.database.experimentFile.deleteMany({ where: { path: "../outside" } });
  await page.value("workspace:retry");
  await expect.poll(() => page.heard("workspace:changed").at(-1)?.state).toBe("ready");
  const { files } = await page.value("workspace:open");
  expect(files.map((file) => file.path)).toContain("README.txt");
});
