import { expect, test } from "vitest";
import { UserId } from "#shared/ids";
import { makeCourse, makePerson } from "../fixtures/course";
import { withSocketServer } from "../fixtures/socket-server";
import { company, pageOf, sees, studentAtWork } from "./somebody";

const server = withSocketServer();

async function classmate() {
  const person = await makePerson(server.database, server.course);
  return { person, user: UserId.parse(person.id) };
}

test("a classmate comes in once invited, as far as the invitation goes, and not before", async () => {
  const student = await studentAtWork(server);
  const { person, user } = await classmate();
  await expect(pageOf(server, person, student.workspace, "view")).rejects.toMatchObject({ code: "unauthenticated" });
  const { people } = await student.page.value("guest:candidates", { name: person.id.slice(0, 8).toUpperCase() });
  expect(people).toContainEqual({ user, name: person.id });
  await student.page.value("guest:invite", { user, right: "view" });
  await expect(pageOf(server, person, student.workspace, "drive")).rejects.toMatchObject({ code: "unauthenticated" });
  const guest = await pageOf(server, person, student.workspace, "view");
  await sees(student.page, user, { relation: "guest", right: "view" });
  expect(company(student.page)?.guests).toMatchObject([{ user, right: "view", acceptedAt: expect.any(Number) }]);
  expect(await guest.call("build:start")).toMatchObject({ ok: false, failure: { code: "forbidden" } });
  expect((await student.page.value("guest:candidates", { name: person.id })).people).toEqual([]);
});

test("an invitation is raised and lowered while the guest is there, without a new ticket", async () => {
  const student = await studentAtWork(server);
  const { person, user } = await classmate();
  await student.page.value("guest:invite", { user, right: "view" });
  const guest = await pageOf(server, person, student.workspace, "view");
  await student.page.value("guest:invite", { user, right: "drive" });
  expect(await guest.call("build:start")).toMatchObject({ ok: true });
  await student.page.value("guest:invite", { user, right: "view" });
  expect(await guest.call("build:start")).toMatchObject({ ok: false });
  await student.page.value("guest:invite", { user, right: "drive" });
  // Stop takes the wheel from everybody, invited or granted; the guest stays and looks.
  await student.page.value("drive:revoke", {});
  expect(await guest.call("build:start")).toMatchObject({ ok: false });
  await sees(student.page, user, { right: "view", pages: 1 });
  await expect
    .poll(() => server.database.workspaceGuest.findFirst({ where: { userId: user } }))
    .toMatchObject({ right: "view" });
});

test("stop holds against an invitation to drive that is being given at the same moment", async () => {
  const student = await studentAtWork(server);
  const { person, user } = await classmate();
  await student.page.value("guest:invite", { user, right: "view" });
  const guest = await pageOf(server, person, student.workspace, "view");
  for (let round = 0; round < 10; round += 1) {
    const raised = student.page.call("guest:invite", { user, right: "drive" });
    await student.page.value("drive:revoke", {});
    await raised;
    expect(await guest.call("build:start")).toMatchObject({ ok: false });
  }
  expect(await server.database.workspaceGuest.findFirst({ where: { userId: user } })).toMatchObject({ right: "view" });
});

test("a guest who is removed is gone at once with all pages, hears why, and does not come back", async () => {
  const student = await studentAtWork(server);
  const { person, user } = await classmate();
  await student.page.value("guest:invite", { user, right: "drive" });
  const pages = [
    await pageOf(server, person, student.workspace, "drive"),
    await pageOf(server, person, student.workspace, "drive"),
  ];
  const before = performance.now();
  await student.page.value("guest:remove", { user });
  await Promise.all(pages.map(({ closed }) => closed));
  expect(performance.now() - before).toBeLessThan(2000);
  for (const page of pages) expect(page.heard("workspace:closed")).toHaveLength(1);
  await expect(pageOf(server, person, student.workspace, "view")).rejects.toMatchObject({ code: "unauthenticated" });
  await expect.poll(() => company(student.page)?.people.map((one) => one.user)).toEqual([student.user]);
});

test("a guest who leaves is gone for good", async () => {
  const student = await studentAtWork(server);
  const { person, user } = await classmate();
  await student.page.value("guest:invite", { user, right: "view" });
  const guest = await pageOf(server, person, student.workspace, "view");
  await guest.call("guest:leave").catch(() => undefined);
  await guest.closed;
  expect(await server.database.workspaceGuest.count({ where: { userId: user } })).toBe(0);
});

test("nobody is invited from outside the course, no tutor, not oneself, and all are refused alike", async () => {
  const student = await studentAtWork(server);
  const { id: otherCourse, versionId } = await makeCourse(server.database, "services: {}");
  const stranger = await makePerson(server.database, { id: otherCourse, versionId });
  const tutor = await makePerson(server.database, server.course, "tutor");
  const answers = [];
  for (const user of [stranger.id, tutor.id, student.user, "user_nonsense"])
    answers.push(await student.page.call("guest:invite", { user: UserId.parse(user), right: "drive" }));
  expect(answers[0]).toMatchObject({ ok: false, failure: { code: "unknown" } });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect((await student.page.value("guest:candidates", { name: stranger.id })).people).toEqual([]);
});

test("a guest neither invites nor removes, sees no audit, and loses the place with the course", async () => {
  const student = await studentAtWork(server);
  const { person, user } = await classmate();
  const other = await classmate();
  await student.page.value("guest:invite", { user, right: "drive" });
  const guest = await pageOf(server, person, student.workspace, "drive");
  for (const answer of [
    await guest.call("guest:invite", { user: other.user, right: "view" }),
    await guest.call("guest:remove", { user }),
    await guest.call("drive:revoke", {}),
    await guest.call("audit:list", {}),
    await guest.call("help:raise", { sentence: "Help!" }),
  ])
    expect(answer).toMatchObject({ ok: false, failure: { code: "forbidden" } });
  await server.database.membership.deleteMany({ where: { userId: user } });
  await guest.closed;
});

test("a workspace takes eight guests, not nine", async () => {
  const student = await studentAtWork(server);
  for (let count = 0; count < 8; count += 1)
    await student.page.value("guest:invite", { user: (await classmate()).user, right: "view" });
  expect(await student.page.call("guest:invite", { user: (await classmate()).user, right: "view" })).toMatchObject({
    ok: false,
    failure: { code: "limit" },
  });
});

test("visitors who fill a workspace do not shut its owner out", async () => {
  const student = await studentAtWork(server);
  const tutors = [];
  for (let count = 0; count < 4; count += 1) tutors.push(await makePerson(server.database, server.course, "tutor"));
  const opened = await Promise.allSettled(
    tutors.flatMap((tutor) => Array.from({ length: 16 }, () => pageOf(server, tutor, student.workspace, "view"))),
  );
  expect(opened.some(({ status }) => status === "rejected")).toBe(true);
  const page = await pageOf(server, student.person, student.workspace, "own");
  expect(page.socket.connected).toBe(true);
});
