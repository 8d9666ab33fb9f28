import { expect, test } from "vitest";
import type { InstanceName, RunId } from "#shared/ids";
import type { Page } from "../../integration/fixtures/page";
import { shellExperiment } from "./compose";
import { logOf, runOf } from "./consoles";
import { withLiveServer } from "./live-server";

const server = withLiveServer(
  shellExperiment({
    echo: 'echo ready; while read line; do echo "got $line"; [ "$line" = exit ] && exit 3; done; echo eof >&2',
    count: "for i in $(seq 1 200000); do echo line $i; done",
  }),
);
const echo = "echo" as InstanceName;
const count = "count" as InstanceName;

async function open(): Promise<Page> {
  const page = await server.page(await server.workspace());
  await page.value("workspace:open");
  return page;
}

test("a program starts, answers what is typed, and its exit code is shown", async () => {
  const page = await open();
  const started = await page.value("instance:start", { name: echo });
  expect(started).toMatchObject({ state: "running", machine: "on", run: { number: 1 } });
  const run = runOf(started);
  page.socket.emit("console:input", { run, bytes: Buffer.from("hello\n") });
  await expect.poll(() => logOf(page, run)).toBe("ready\ngot hello\n");
  const live = () =>
    page.heard("console:output").flatMap((notice) => notice.chunks.map((chunk) => Buffer.from(chunk.bytes).toString()));
  await expect.poll(() => live().join("")).toBe("ready\ngot hello\n");
  page.socket.emit("console:input", { run, bytes: Buffer.from("exit\n") });
  await expect
    .poll(() => page.heard("instance:changed").at(-1))
    .toMatchObject({ state: "failed", run: { exitCode: 3 } });
});

test("the end of input reaches the program, and stderr is told apart", async () => {
  const page = await open();
  const run = runOf(await page.value("instance:start", { name: echo }));
  page.socket.emit("console:end", { run });
  await expect
    .poll(() => page.heard("instance:changed").at(-1))
    .toMatchObject({ state: "exited", run: { exitCode: 0 } });
  expect(await logOf(page, run, "stderr")).toBe("eof\n");
});

test("a flood is kept whole and in order, and seen from any offset", async () => {
  const page = await open();
  const run = runOf(await page.value("instance:start", { name: count }));
  await expect.poll(() => page.heard("instance:changed").at(-1)?.state, { timeout: 30_000 }).toBe("exited");
  const expected = Array.from({ length: 200_000 }, (_, index) => `line ${index + 1}\n`).join("");
  expect(await logOf(page, run)).toBe(expected);
  const part = await page.value("console:log", { run, from: 1_000_000 });
  const bytes = Buffer.concat(part.chunks.map((chunk) => chunk.bytes)).toString();
  expect(bytes).toBe(expected.slice(1_000_000, part.next));
  expect(part.next).toBeGreaterThan(1_000_000);
});

test("a second start while it runs is refused, and earlier runs stay readable", async () => {
  const page = await open();
  const first = runOf(await page.value("instance:start", { name: echo }));
  expect(await page.call("instance:start", { name: echo })).toMatchObject({ ok: false, failure: { code: "refused" } });
  const restarted = await page.value("instance:restart", { name: echo });
  expect(runOf(restarted)).not.toBe(first);
  const { runs } = await page.value("instance:runs", { name: echo });
  expect(runs.map((run) => [run.number, run.state])).toEqual([
    [2, "running"],
    [1, "exited"],
  ]);
  expect(await logOf(page, first)).toBe("ready\n");
});

test("another student's run is as unknown as a made-up one", async () => {
  const [mine, other] = [await open(), await open()];
  const run = runOf(await other.value("instance:start", { name: echo }));
  const answers = await Promise.all(
    [run, "run_nonsense" as RunId].map((id) => mine.call("console:log", { run: id, from: 0 })),
  );
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({ ok: false, failure: { code: "unknown" } });
  mine.socket.emit("console:input", { run, bytes: Buffer.from("intruder\n") });
  await mine.call("workspace:retry");
  other.socket.emit("console:input", { run, bytes: Buffer.from("owner\n") });
  await expect.poll(() => logOf(other, run)).toBe("ready\ngot owner\n");
});
