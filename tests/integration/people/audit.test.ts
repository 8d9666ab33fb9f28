import { expect, test } from "vitest";
import { createAudit } from "#server/audit/audit";
import { UserId } from "#shared/ids";
import { makePerson } from "../fixtures/course";
import type { Page } from "../fixtures/page";
import { withSocketServer } from "../fixtures/socket-server";
import { driveWithConsent, pageOf, studentAtWork, tutorIn } from "./somebody";

const server = withSocketServer();

/** Kinds as the list tells them, oldest first. */
async function told(page: Page): Promise<string[]> {
  const { entries } = await page.value("audit:list", {});
  return entries.map(({ kind }) => kind).toReversed();
}

test("the student reads who came, asked, was granted and revoked, in order and by name", async () => {
  const student = await studentAtWork(server);
  const tutor = await tutorIn(server, student.workspace);
  await driveWithConsent(student, tutor);
  await student.page.value("drive:revoke", { user: tutor.user });
  const { entries, more } = await student.page.value("audit:list", {});
  expect(more).toBe(false);
  expect(entries.toReversed()).toMatchObject([
    { kind: "watch.started", by: { user: tutor.user, name: tutor.person.id } },
    { kind: "drive.asked", by: { user: tutor.user } },
    { kind: "drive.granted", by: { user: student.user }, whom: { user: tutor.user, name: tutor.person.id } },
    { kind: "drive.revoked", by: { user: student.user }, whom: { user: tutor.user } },
  ]);
  expect(await told(tutor.page)).toEqual(await told(student.page));
});

test("a visit is written down before anything of the workspace is seen, and not again for a second page", async () => {
  const student = await studentAtWork(server);
  const person = await makePerson(server.database, server.course, "tutor");
  const rows = () => server.database.event.count({ where: { workspaceId: student.workspace, kind: "watch.started" } });
  const opening = pageOf(server, person, student.workspace, "view");
  const first = await opening;
  expect(await rows()).toBe(1);
  await Promise.all([1, 2, 3].map(() => pageOf(server, person, student.workspace, "view")));
  first.socket.close();
  expect(await rows()).toBe(1);
});

test("many pages of a tutor that come at the same time are one visit", async () => {
  const student = await studentAtWork(server);
  const person = await makePerson(server.database, server.course, "tutor");
  await Promise.all([1, 2, 3, 4, 5].map(() => pageOf(server, person, student.workspace, "view")));
  expect(await told(student.page)).toEqual(["watch.started"]);
});

test("the owner's own coming and going is nobody's business", async () => {
  const student = await studentAtWork(server);
  await pageOf(server, student.person, student.workspace, "own");
  expect(await told(student.page)).toEqual([]);
});

test("invitations and their ends are on the list, also the first coming of a guest", async () => {
  const student = await studentAtWork(server);
  const person = await makePerson(server.database, server.course);
  const user = UserId.parse(person.id);
  await student.page.value("guest:invite", { user, right: "view" });
  const guest = await pageOf(server, person, student.workspace, "view");
  await student.page.value("guest:invite", { user, right: "drive" });
  await student.page.value("drive:revoke", {});
  await student.page.value("guest:remove", { user });
  await guest.closed;
  await expect
    .poll(() => told(student.page))
    .toEqual([
      "guest.invited",
      "guest.accepted",
      "watch.started",
      "guest.changed",
      "guest.changed",
      "guest.removed",
      "watch.ended",
    ]);
});

test("a list of hundreds is read page by page, each entry once", async () => {
  const student = await studentAtWork(server);
  const tutor = await tutorIn(server, student.workspace);
  for (let count = 0; count < 60; count += 1) {
    await tutor.page.value("drive:ask");
    await tutor.page.value("drive:withdraw");
  }
  const seen: string[] = [];
  let before: string | undefined;
  for (let more = true; more; ) {
    const page = await student.page.value("audit:list", { before });
    seen.push(...page.entries.map(({ id }) => id));
    before = seen.at(-1);
    more = page.more;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBe(121);
  expect(seen).toEqual(seen.toSorted().toReversed());
});

test("an entry of another workspace is not reached by its id", async () => {
  const student = await studentAtWork(server);
  const other = await studentAtWork(server);
  await tutorIn(server, other.workspace);
  const [entry] = (await other.page.value("audit:list", {})).entries;
  expect((await student.page.value("audit:list", { before: `${entry?.id}z` })).entries).toEqual([]);
});

test("what a server that was killed left open is ended by the next one, once", async () => {
  const student = await studentAtWork(server);
  const tutor = await tutorIn(server, student.workspace);
  await driveWithConsent(student, tutor);
  const audit = createAudit(server.database);
  await audit.settle();
  await audit.settle();
  const entries = (await student.page.value("audit:list", {})).entries.filter(({ note }) => note !== undefined);
  expect(entries.map(({ kind, by }) => [kind, by.user])).toEqual(
    expect.arrayContaining([
      ["watch.ended", tutor.user],
      ["drive.ended", tutor.user],
    ]),
  );
  expect(entries).toHaveLength(2);
});

test("a flood of questions is refused before it fills the list, and the stop still works", async () => {
  const student = await studentAtWork(server);
  const tutor = await tutorIn(server, student.workspace);
  const refused = [];
  for (let count = 0; count < 95; count += 1) {
    const answer = await tutor.page.call("drive:ask");
    if (!answer.ok) refused.push(answer.failure.code);
    await tutor.page.call("drive:withdraw");
  }
  expect(refused).toEqual([]);
  const second = await pageOf(server, tutor.person, student.workspace, "view");
  for (let count = 0; count < 95; count += 1) {
    const answer = await second.call("drive:ask");
    if (!answer.ok) refused.push(answer.failure.code);
    await second.call("drive:withdraw");
  }
  expect(new Set(refused)).toEqual(new Set(["busy"]));
  const written = await server.database.event.count({ where: { workspaceId: student.workspace, kind: "drive.asked" } });
  expect(written).toBeLessThan(120);
  expect(await student.page.call("drive:revoke", {})).toMatchObject({ ok: true });
});
