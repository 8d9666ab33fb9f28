import { expect, test } from "vitest";
import type { InstanceName } from "#shared/ids";
import { makePerson, signCourseTicket, signTicket } from "../../integration/fixtures/course";
import { openPage } from "../../integration/fixtures/page";
import { openClassPage } from "../../integration/people/class-page";
import { shellExperiment } from "../instances/compose";
import { withLiveServer } from "../instances/live-server";

const server = withLiveServer(
  shellExperiment({ broken: "for i in $(seq 1 300); do echo line $i; done; exit 3", steady: "echo up; sleep 1000" }),
);
const broken = "broken" as InstanceName;
const steady = "steady" as InstanceName;

async function teacher() {
  const tutor = await makePerson(server.database, server.course, "tutor");
  return { tutor, page: await openClassPage(server.port, await signCourseTicket(tutor, server.course.id)) };
}

test("the class sees programs run and fail as they do, and a hand carries the end of the failed one's output", async () => {
  const { page: watching, tutor } = await teacher();
  const owned = await server.workspace();
  const page = await server.page(owned);
  const snapshot = await page.value("workspace:open");
  expect(snapshot).toMatchObject({
    people: { you: { relation: "owner", right: "own" }, people: [{ user: owned.person.id }] },
    help: null,
  });
  const row = () => watching.row(owned.person.id)?.workspaces[0];
  await expect.poll(row, { timeout: 2000 }).toMatchObject({ online: true, state: "ready" });
  await page.value("instance:start", { name: steady });
  await expect
    .poll(() => row()?.instances.find(({ name }) => name === steady)?.state, { timeout: 5000 })
    .toBe("running");
  await page.value("instance:start", { name: broken });
  await expect
    .poll(() => row()?.failure, { timeout: 5000 })
    .toMatchObject({ kind: "instance", name: broken, sentence: expect.stringContaining("3") });
  expect(row()?.instances.find(({ name }) => name === broken)).toMatchObject({ state: "failed", exitCode: 3 });
  expect(row()?.progressAt).toBeGreaterThan(Date.now() - 60_000);

  const help = await page.value("help:raise", { sentence: "It ends at once" });
  expect(help).toMatchObject({ position: 1, about: { kind: "instance", name: broken } });
  const { text } = await watching.value("help:lines", { id: help.id });
  expect(text.split("\n")).toHaveLength(200);
  expect(text.endsWith("line 300")).toBe(true);

  const visit = await openPage(server.port, await signTicket(tutor, owned.id, { right: "view" }));
  await expect.poll(() => row()?.visitors, { timeout: 2000 }).toMatchObject([{ user: tutor.id, right: "view" }]);
  expect(await visit.call("instance:stop", { name: steady })).toMatchObject({ ok: false });
  await visit.value("drive:ask");
  await page.value("drive:answer", { user: tutor.id as never, grant: true });
  expect(await visit.value("instance:stop", { name: steady })).toMatchObject({ name: steady });
});

test("a driver by consent uploads, and after the stop not any more, though the ticket is the same", async () => {
  const owned = await server.workspace();
  const page = await server.page(owned);
  await page.value("workspace:open");
  const { tutor } = await teacher();
  const ticket = await signTicket(tutor, owned.id, { right: "view" });
  const visit = await openPage(server.port, ticket);
  const upload = async () => {
    const url = `http://127.0.0.1:${server.port}/live/files/raw?path=from-the-tutor.txt`;
    return (await fetch(url, { method: "PUT", body: "hello", headers: { Authorization: `Bearer ${ticket}` } })).status;
  };
  expect(await upload()).toBe(403);
  await visit.value("drive:ask");
  await page.value("drive:answer", { user: tutor.id as never, grant: true });
  expect(await upload()).toBe(200);
  await page.value("drive:revoke", {});
  expect(await upload()).toBe(403);
});

test("over a restart hands stay raised, guests stay invited, and rights to drive end", async () => {
  const owned = await server.workspace();
  const page = await server.page(owned);
  await page.value("workspace:open");
  const guest = await makePerson(server.database, server.course);
  await page.value("guest:invite", { user: guest.id as never, right: "view" });
  await page.value("help:raise", { sentence: "Still here" });
  const { tutor } = await teacher();
  const visit = await openPage(server.port, await signTicket(tutor, owned.id, { right: "view" }));
  await visit.value("drive:ask");
  await page.value("drive:answer", { user: tutor.id as never, grant: true });
  await server.restart();
  const again = await server.page(owned);
  const snapshot = await again.value("workspace:open");
  expect(snapshot.help).toMatchObject({ sentence: "Still here", state: "waiting" });
  expect(snapshot.people.guests).toMatchObject([{ user: guest.id, right: "view" }]);
  const back = await openPage(server.port, await signTicket(tutor, owned.id, { right: "view" }));
  expect(await back.call("instance:start", { name: steady })).toMatchObject({
    ok: false,
    failure: { code: "forbidden" },
  });
  const { entries } = await again.value("audit:list", {});
  expect(entries.map(({ kind }) => kind).toReversed()).toEqual([
    "guest.invited",
    "help.raised",
    "watch.started",
    "drive.asked",
    "drive.granted",
    expect.stringMatching(/^(watch|drive)\.ended$/),
    expect.stringMatching(/^(watch|drive)\.ended$/),
    "watch.started",
  ]);
  const { page: watching } = await teacher();
  expect(watching.row(owned.person.id)?.hand).toBe(snapshot.help?.id);
});
