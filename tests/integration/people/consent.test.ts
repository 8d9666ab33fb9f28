import { expect, test } from "vitest";
import { makePerson, makeWorkspace } from "../fixtures/course";
import { withSocketServer } from "../fixtures/socket-server";
import { company, driveWithConsent, pageOf, sees, studentAtWork, tutorIn } from "./somebody";

const server = withSocketServer();

test("who watches is seen by the student from the first moment, with name, colour and since when", async () => {
  const student = await studentAtWork(server);
  const before = Date.now();
  const tutor = await tutorIn(server, student.workspace);
  await sees(student.page, tutor.user, { name: tutor.person.id, relation: "teacher", right: "view", pages: 1 });
  const [owner, visitor] = company(student.page)?.people ?? [];
  expect(owner).toMatchObject({ user: student.user, relation: "owner", right: "own", color: 0 });
  expect(visitor?.color).toBeGreaterThan(0);
  expect(visitor?.since).toBeGreaterThanOrEqual(before);
  expect(company(tutor.page)?.you).toEqual({ user: tutor.user, relation: "teacher", right: "view" });
});

test("pages of one person are one visitor, and two visitors have two colours", async () => {
  const student = await studentAtWork(server);
  const tutor = await tutorIn(server, student.workspace);
  const again = await pageOf(server, tutor.person, student.workspace, "view");
  const other = await tutorIn(server, student.workspace);
  await sees(student.page, tutor.user, { pages: 2 });
  await sees(student.page, other.user, { pages: 1 });
  expect(new Set(company(student.page)?.people.map(({ color }) => color)).size).toBe(3);
  again.socket.close();
  await sees(student.page, tutor.user, { pages: 1 });
});

test("a tutor changes nothing before the student's yes, everything of a driver after it, and never what is the owner's", async () => {
  const student = await studentAtWork(server);
  const tutor = await tutorIn(server, student.workspace);
  expect(await tutor.page.call("build:start")).toMatchObject({ ok: false, failure: { code: "forbidden" } });
  await driveWithConsent(student, tutor);
  await sees(tutor.page, tutor.user, { right: "drive", drivesSince: expect.any(Number) });
  expect(await tutor.page.call("build:start")).toMatchObject({ ok: true });
  expect(await tutor.page.call("guest:remove", { user: tutor.user })).toMatchObject({
    ok: false,
    failure: { code: "forbidden" },
  });
  expect(await tutor.page.call("drive:answer", { user: tutor.user, grant: true })).toMatchObject({
    ok: false,
    failure: { code: "forbidden" },
  });
});

test("after a no, a withdrawal or a release nothing is allowed, and a later yes to no question gives nothing", async () => {
  const student = await studentAtWork(server);
  const tutor = await tutorIn(server, student.workspace);
  await tutor.page.value("drive:ask");
  await student.page.value("drive:answer", { user: tutor.user, grant: false });
  expect(await student.page.call("drive:answer", { user: tutor.user, grant: true })).toMatchObject({
    ok: false,
    failure: { code: "refused" },
  });
  await tutor.page.value("drive:ask");
  await tutor.page.value("drive:withdraw");
  expect(await student.page.call("drive:answer", { user: tutor.user, grant: true })).toMatchObject({ ok: false });
  await driveWithConsent(student, tutor);
  await tutor.page.value("drive:release");
  expect(await tutor.page.call("build:start")).toMatchObject({ ok: false, failure: { code: "forbidden" } });
});

test("what arrives after a revocation is answered does nothing, and the driver's next word is not held against them", async () => {
  const student = await studentAtWork(server);
  const tutor = await tutorIn(server, student.workspace);
  await driveWithConsent(student, tutor);
  tutor.page.socket.emit("console:input", { run: "r1", bytes: Buffer.from("first ") });
  await expect.poll(() => Buffer.concat(server.typed).toString()).toContain("first ");
  await student.page.value("drive:revoke", { user: tutor.user });
  for (let count = 0; count < 200; count += 1)
    tutor.page.socket.emit("console:input", { run: "r1", bytes: Buffer.from("second") });
  expect(await tutor.page.call("build:start")).toMatchObject({ ok: false, failure: { code: "forbidden" } });
  expect(tutor.page.socket.connected).toBe(true);
  expect(Buffer.concat(server.typed).toString()).not.toContain("second");
});

test("others do not see who asks, and nobody answers but the owner", async () => {
  const student = await studentAtWork(server);
  const tutor = await tutorIn(server, student.workspace);
  const other = await tutorIn(server, student.workspace);
  await tutor.page.value("drive:ask");
  await sees(student.page, tutor.user, { askedAt: expect.any(Number) });
  await sees(tutor.page, tutor.user, { askedAt: expect.any(Number) });
  expect(company(other.page)?.people.find(({ user }) => user === tutor.user)?.askedAt).toBeUndefined();
});

test("a driver who reloads still drives; one who signs out does not", async () => {
  const student = await studentAtWork(server);
  const tutor = await tutorIn(server, student.workspace);
  await driveWithConsent(student, tutor);
  tutor.page.socket.close();
  await sees(student.page, tutor.user, { pages: 0, right: "drive" });
  const reloaded = await pageOf(server, tutor.person, student.workspace, "view");
  expect(await reloaded.call("build:start")).toMatchObject({ ok: true });
  await server.database.session.delete({ where: { id: tutor.person.session } });
  await reloaded.closed;
  await expect.poll(() => company(student.page)?.people.length).toBe(1);
});

test("where the course lets tutors drive they still take the wheel in sight, and the student's stop stays a stop", async () => {
  const { database, course } = server;
  const student = await studentAtWork(server);
  const tutor = await tutorIn(server, student.workspace);
  await database.course.update({ where: { id: course.id }, data: { tutorsMayDrive: true } });
  try {
    await expect.poll(() => company(tutor.page)?.tutorsMayDrive, { timeout: 2000 }).toBe(true);
    expect(await tutor.page.call("build:start")).toMatchObject({ ok: false });
    expect(await tutor.page.value("drive:ask")).toEqual({ granted: true });
    await sees(student.page, tutor.user, { right: "drive" });
    await student.page.value("drive:revoke", {});
    expect(await tutor.page.call("build:start")).toMatchObject({ ok: false });
    expect(await tutor.page.value("drive:ask")).toEqual({ granted: false });
    const second = await tutorIn(server, student.workspace);
    expect(await second.page.value("drive:ask")).toEqual({ granted: true });
    await database.course.update({ where: { id: course.id }, data: { tutorsMayDrive: false } });
    await expect.poll(() => company(second.page)?.you.right, { timeout: 2000 }).toBe("view");
  } finally {
    await database.course.update({ where: { id: course.id }, data: { tutorsMayDrive: false } });
  }
});

test("ids of people who are not here, or of another workspace, are answered alike and change nothing", async () => {
  const student = await studentAtWork(server);
  const elsewhere = await studentAtWork(server);
  const tutor = await tutorIn(server, elsewhere.workspace);
  await tutor.page.value("drive:ask");
  const forged = await student.page.call("drive:answer", { user: tutor.user, grant: true });
  const nobody = await student.page.call("drive:answer", { user: "nobody" as never, grant: true });
  expect(forged).toMatchObject({ ok: false });
  expect(forged).toEqual(nobody);
  expect(await tutor.page.call("build:start")).toMatchObject({ ok: false });
});

test("a tutor of another course is refused like a workspace that does not exist", async () => {
  const { database } = server;
  const other = await database.course.create({ data: { id: "course_other", slug: "other", title: "Other" } });
  const tutor = await makePerson(database, { id: other.id, versionId: "" }, "tutor");
  const student = await makePerson(database, server.course);
  const workspace = await makeWorkspace(database, server.course, student);
  const answers = await Promise.all(
    [workspace, "workspace_nonsense"].map((id) =>
      pageOf(server, tutor, id, "view").then(
        () => "connected",
        (failure: unknown) => JSON.stringify(failure),
      ),
    ),
  );
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain("unauthenticated");
});
