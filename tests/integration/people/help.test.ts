import { expect, test } from "vitest";
import type { HelpView } from "#shared/help";
import { type Course, makeCourse, makePerson, makeWorkspace, type Person, signCourseTicket } from "../fixtures/course";
import type { Page } from "../fixtures/page";
import { withSocketServer } from "../fixtures/socket-server";
import { openClassPage } from "./class-page";
import { pageOf } from "./somebody";

const server = withSocketServer();

/** A course of the test's own: positions count within a course. */
async function classroom() {
  const course = await makeCourse(server.database, "services: {}");
  const tutor = await makePerson(server.database, course, "tutor");
  const watching = await openClassPage(server.port, await signCourseTicket(tutor, course.id));
  return { course, tutor, watching };
}

async function pupil(course: Course): Promise<{ person: Person; workspace: string; page: Page }> {
  const person = await makePerson(server.database, course);
  const workspace = await makeWorkspace(server.database, course, person);
  return { person, workspace, page: await pageOf(server, person, workspace, "own") };
}

function hand(page: Page): HelpView | null | undefined {
  return page.heard("help:changed").at(-1)?.help;
}

test("a raised hand reaches the class with its sentence, and the student sees the position move", async () => {
  const { course, watching } = await classroom();
  const [first, second] = [await pupil(course), await pupil(course)];
  expect(await first.page.value("help:raise", { sentence: " My client hangs. " })).toMatchObject({
    state: "waiting",
    sentence: "My client hangs.",
    position: 1,
  });
  expect(await second.page.value("help:raise", { sentence: "Mine too" })).toMatchObject({ position: 2 });
  await expect
    .poll(() => watching.state?.queue.map(({ sentence }) => sentence))
    .toEqual(["My client hangs.", "Mine too"]);
  const [ticket] = watching.state?.queue ?? [];
  expect(ticket).toMatchObject({ workspace: first.workspace, student: { user: first.person.id } });
  await expect.poll(() => watching.row(first.person.id)?.hand).toBe(ticket?.id);
  await watching.value("help:take", { id: ticket?.id ?? ("" as never) });
  await expect.poll(() => hand(second.page)).toMatchObject({ state: "waiting", position: 1 });
  await expect.poll(() => hand(first.page)).toMatchObject({ state: "taken", by: { user: expect.any(String) } });
  expect(hand(first.page)?.position).toBeUndefined();
});

test("a hand goes from waiting over taken and paused to closed, and in no other way", async () => {
  const { course, watching } = await classroom();
  const student = await pupil(course);
  const { id } = await student.page.value("help:raise", { sentence: "?" });
  expect(await watching.call("help:pause", { id })).toMatchObject({ ok: false, failure: { code: "refused" } });
  await watching.value("help:take", { id });
  await watching.value("help:pause", { id });
  await expect.poll(() => hand(student.page)?.state).toBe("paused");
  await watching.value("help:take", { id });
  await watching.value("help:close", { id });
  await expect.poll(() => hand(student.page)).toBeNull();
  await expect.poll(() => watching.state?.queue).toEqual([]);
  expect(await watching.call("help:take", { id })).toMatchObject({ ok: false, failure: { code: "refused" } });
  const { entries } = await student.page.value("audit:list", {});
  expect(entries.map(({ kind }) => kind).toReversed()).toEqual([
    "help.raised",
    "help.taken",
    "help.paused",
    "help.taken",
    "help.closed",
  ]);
});

test("one hand at a time, also when it is raised twice at once; a withdrawn one can be raised again", async () => {
  const { course } = await classroom();
  const student = await pupil(course);
  const answers = await Promise.all([1, 2, 3].map(() => student.page.call("help:raise", { sentence: "Help" })));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  await student.page.value("help:withdraw");
  await expect.poll(() => hand(student.page)).toBeNull();
  expect(await student.page.value("help:raise", { sentence: "Again" })).toMatchObject({ position: 1 });
});

test("the last 200 lines of a failed build go with the hand without being asked for", async () => {
  const { course, watching } = await classroom();
  const student = await pupil(course);
  const build = await server.database.build.create({
    data: { id: "bld_failed", workspaceId: student.workspace, number: 7, state: "failed", command: "make" },
  });
  const log = await server.people.buildLogs.open(student.workspace as never, build.id);
  const lines = Array.from({ length: 500 }, (_, index) => `line ${index}\n`).join("");
  await log.append("stdout", Date.now(), Buffer.from(lines));
  await log.close();
  const { about, id } = await student.page.value("help:raise", { sentence: "It does not compile" });
  expect(about).toEqual({ kind: "build", id: build.id, number: 7 });
  const { text } = await watching.value("help:lines", { id });
  expect(text.split("\n")).toHaveLength(200);
  expect(text.split("\n")[0]).toBe("line 300");
  expect(text.endsWith("line 499")).toBe(true);
});

test("what a hand is about must be the student's", async () => {
  const { course } = await classroom();
  const [student, other] = [await pupil(course), await pupil(course)];
  await server.database.build.create({
    data: { id: "bld_others", workspaceId: other.workspace, number: 1, state: "failed", command: "make" },
  });
  for (const about of [
    { kind: "build", id: "bld_others", number: 1 },
    { kind: "build", id: "bld_nonsense", number: 1 },
    { kind: "instance", name: "nowhere" },
  ])
    expect(await student.page.call("help:raise", { sentence: "?", about: about as never })).toMatchObject({
      ok: false,
      failure: { code: "unknown" },
    });
});

test("another course's tutor gets the same answer for a hand of this course and for none", async () => {
  const { course } = await classroom();
  const foreign = await classroom();
  const student = await pupil(course);
  const { id } = await student.page.value("help:raise", { sentence: "Secret" });
  for (const name of ["help:take", "help:pause", "help:close", "help:lines"] as const) {
    const answer = await foreign.watching.call(name, { id });
    expect(answer).toMatchObject({ ok: false, failure: { code: "unknown" } });
    expect(await foreign.watching.call(name, { id: "hlp_nonsense" as never })).toEqual(answer);
  }
  expect(foreign.watching.state?.queue).toEqual([]);
});
