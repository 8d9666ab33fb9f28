import { expect, test } from "vitest";
import { signTicket } from "../fixtures/course";
import { openPage, type Page } from "../fixtures/page";
import { withSocketServer } from "../fixtures/socket-server";

const server = withSocketServer();

async function connect(): Promise<Page> {
  return openPage(server.port, await signTicket(server.owner, server.workspace));
}

/** Sends whatever it likes, as a hostile page would. */
function send(page: Page, name: string, ...parts: unknown[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  page.socket.emit(name, ...parts, (answer: unknown) => answers.push(answer));
  return expect
    .poll(() => answers.length)
    .toBeGreaterThan(0)
    .then(() => answers);
}

test.each<[string, unknown[]]>([
  ["a number", [5]],
  ["nothing useful", [null]],
  ["an array", [[]]],
  ["a wrong field", [{ name: 5 }]],
  ["a name that is a path", [{ name: "../etc" }]],
  ["two inputs", [{}, {}]],
  ["bytes", [Buffer.from("x")]],
])("a call with %s is answered as invalid, once", async (_name, parts) => {
  const page = await connect();
  const answers = await send(page, "instance:start", ...parts);
  // A later call's answer comes after every answer to the first.
  await page.call("workspace:retry");
  expect(answers).toMatchObject([{ ok: false, failure: { code: "invalid" } }]);
});

test("an error of ours is answered as a reference, without its words", async () => {
  const page = await connect();
  const answer = await page.call("build:cancel", { id: "throws" as never });
  expect(answer).toMatchObject({
    ok: false,
    failure: { code: "internal", reference: expect.stringMatching(/^[0-9a-f]{10}$/) },
  });
  expect(JSON.stringify(answer)).not.toContain("secret detail");
});

test("a refusal is answered in its own words", async () => {
  const page = await connect();
  expect(await page.call("build:cancel", { id: "refused" as never })).toEqual({
    ok: false,
    failure: { code: "refused", sentence: "Not now." },
  });
});

test("bytes arrive as bytes, and a view of a call's answer keeps them", async () => {
  const page = await connect();
  page.socket.emit("console:input", { run: "r1", bytes: Buffer.from([0, 255, 10]) });
  await expect.poll(() => server.typed.at(-1)).toEqual(Buffer.from([0, 255, 10]));
});

test("unknown names and calls without a way to answer harm nobody until they flood", async () => {
  const page = await connect();
  page.socket.emit("constructor", {});
  page.socket.emit("__proto__", {});
  page.socket.emit("files:list", {});
  expect(await page.call("workspace:retry")).toMatchObject({ ok: true });
  for (let count = 0; count < 60; count += 1) page.socket.emit("no:such", {});
  await page.closed;
});

test("bad signals are dropped, and a flood of them closes the socket", async () => {
  const page = await connect();
  const typed = server.typed.length;
  page.socket.emit("console:input", { run: "r1", bytes: Buffer.alloc(16 * 1024 + 1) });
  page.socket.emit("console:input", { run: "../../etc", bytes: Buffer.from("x") });
  expect(await page.call("workspace:retry")).toMatchObject({ ok: true });
  expect(server.typed.length).toBe(typed);
  for (let count = 0; count < 60; count += 1) page.socket.emit("terminal:resize", { id: "t", cols: -1, rows: 5 });
  await page.closed;
});

test("too many calls at once are answered as busy, not dropped", async () => {
  const page = await connect();
  const answers = await Promise.all(Array.from({ length: 400 }, () => page.call("workspace:retry")));
  const refused = answers.filter((answer) => !answer.ok);
  expect(answers).toHaveLength(400);
  expect(refused.length).toBeGreaterThan(100);
  expect(refused[0]).toMatchObject({ failure: { code: "busy" } });
});

test("a message above the limit ends that socket only", async () => {
  const [page, other] = await Promise.all([connect(), connect()]);
  page.socket.emit("files:write", { path: "a", text: "x".repeat(6 * 1024 * 1024), base: null });
  await page.closed;
  expect(await other.call("workspace:retry")).toMatchObject({ ok: true });
});

test("a notice reaches the pages of its workspace and no others", async () => {
  const page = await connect();
  server.pages.publish(server.workspace, "terminal:removed", { id: "t1" as never });
  server.pages.publish("elsewhere" as never, "terminal:removed", { id: "t2" as never });
  await expect.poll(() => page.heard("terminal:removed")).toEqual([{ id: "t1" }]);
});
