import { expect, test } from "vitest";
import { createCheckHandlers, undisturbed } from "#server/checks/check-handlers";
import type { Checks } from "#server/checks/checks";
import type { CallHandlers } from "#server/sockets/handlers";
import { UserError } from "#shared/failures";
import { calls } from "#shared/socket/catalogue";
import { makePerson, signTicket } from "../fixtures/course";
import { openPage } from "../fixtures/page";
import { withSocketServer } from "../fixtures/socket-server";

const asked: string[] = [];
let isRunning = false;

/** Checks that only say that they were asked: their work is tried with containers. */
const checks: Checks = {
  list: async () => ({ outline: { checks: [] }, runs: [] }),
  async run(_workspace, { name }) {
    asked.push(name);
    throw new UserError("refused", "This experiment has no checks.");
  },
  cancel: async () => void asked.push("cancel"),
  isRunning: () => isRunning,
  reconcile: async () => undefined,
  close: () => undefined,
};

const answering = Object.fromEntries(
  Object.keys(calls).map((name) => [name, async () => ({})]),
) as unknown as CallHandlers;
const server = withSocketServer([], () => ({
  calls: undisturbed({ ...answering, ...createCheckHandlers(checks, { isMoving: () => false }) }, checks),
}));

test("who only looks at a workspace sees how the checks went, but neither runs nor cancels them", async () => {
  const tutor = await makePerson(server.database, server.course, "tutor");
  const page = await openPage(server.port, await signTicket(tutor, server.workspace, { right: "view" }));
  expect(await page.value("check:list")).toEqual({ outline: { checks: [] }, runs: [] });
  expect(await page.call("check:run")).toMatchObject({ ok: false, failure: { code: "forbidden" } });
  const cancel = await page.call("check:cancel", { id: "chk_1" as never });
  expect(cancel).toMatchObject({ ok: false, failure: { code: "forbidden" } });
  expect(asked).toEqual([]);
});

test("a run is recorded under the name of who asked for it", async () => {
  const page = await openPage(server.port, await signTicket(server.owner, server.workspace));
  expect(await page.call("check:run")).toMatchObject({ ok: false, failure: { code: "refused" } });
  expect(asked).toEqual([server.owner.id]);
});

test("while checks run, whatever would disturb them is refused, and everything else is not", async () => {
  const page = await openPage(server.port, await signTicket(server.owner, server.workspace));
  isRunning = true;
  const name = "server" as never;
  for (const call of ["instance:start", "instance:stop", "instance:kill", "instance:pause", "instance:reset"] as const)
    expect(await page.call(call, { name })).toMatchObject({ ok: false, failure: { code: "busy" } });
  expect(await page.call("build:start")).toMatchObject({ ok: false, failure: { code: "busy" } });
  expect(await page.call("instance:details", { name })).toMatchObject({ ok: true });
  expect(await page.call("files:list")).toMatchObject({ ok: true });
  isRunning = false;
  expect(await page.call("instance:start", { name })).toMatchObject({ ok: true });
});
