import { expect, test } from "vitest";
import { makePerson, makeWorkspace, signTicket } from "../fixtures/course";
import { openPage } from "../fixtures/page";
import { withSocketServer } from "../fixtures/socket-server";

const server = withSocketServer();

async function student() {
  const person = await makePerson(server.database, server.course);
  const workspace = await makeWorkspace(server.database, server.course, person);
  return { person, workspace, page: await openPage(server.port, await signTicket(person, workspace)) };
}

async function closesWithin2s(page: Awaited<ReturnType<typeof student>>["page"], lose: () => Promise<unknown>) {
  const before = performance.now();
  await lose();
  await page.closed;
  expect(performance.now() - before).toBeLessThan(2000);
  expect(page.heard("workspace:closed")).toHaveLength(1);
}

test("signing out closes the page's socket within two seconds and says why", async () => {
  const { person, page } = await student();
  await closesWithin2s(page, () => server.database.session.delete({ where: { id: person.session } }));
});

test("so does a sign-in that expires", async () => {
  const { person, page } = await student();
  await closesWithin2s(page, () =>
    server.database.session.update({ where: { id: person.session }, data: { expiresAt: new Date(Date.now() - 1000) } }),
  );
});

test("so does leaving the course, and nobody else is disturbed", async () => {
  const { person, page } = await student();
  const other = await student();
  await closesWithin2s(page, () => server.database.membership.deleteMany({ where: { userId: person.id } }));
  expect(await other.page.call("workspace:retry")).toMatchObject({ ok: true });
});

test("so does a tutor who becomes a student, and a workspace that is removed", async () => {
  const { workspace, page } = await student();
  const tutor = await makePerson(server.database, server.course, "tutor");
  const looking = await openPage(server.port, await signTicket(tutor, workspace, { right: "view" }));
  await closesWithin2s(looking, () =>
    server.database.membership.updateMany({ where: { userId: tutor.id }, data: { role: "student" } }),
  );
  await closesWithin2s(page, () => server.database.workspace.delete({ where: { id: workspace } }));
});
