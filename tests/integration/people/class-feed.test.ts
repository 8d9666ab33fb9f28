import { expect, test } from "vitest";
import type { WorkspaceId } from "#shared/ids";
import type { BuildView, InstanceView } from "#shared/views";
import {
  type Course,
  makeCourse,
  makePerson,
  makeWorkspace,
  type Person,
  signCourseTicket,
  signTicket,
} from "../fixtures/course";
import { openPage } from "../fixtures/page";
import { withSocketServer } from "../fixtures/socket-server";
import { openClassPage } from "./class-page";
import { pageOf } from "./somebody";

const server = withSocketServer();

const compose = `
x-varlab:
  title: Relay
  summary: Three in a row
  toolchain: node
  build: { command: "true", artifacts: [{ name: program, path: out }] }
services:
  one: { image: varlab/node, command: ["node", "one.mjs"] }
  two: { image: varlab/node, command: ["node", "two.mjs"], depends_on: [one] }
`;

async function classroom(students = 0) {
  const course = await makeCourse(server.database, compose);
  const tutor = await makePerson(server.database, course, "tutor");
  const pupils = [];
  for (let count = 0; count < students; count += 1) pupils.push(await pupil(course));
  return { course, tutor, pupils };
}

async function pupil(course: Course): Promise<{ person: Person; workspace: WorkspaceId }> {
  const person = await makePerson(server.database, course);
  return { person, workspace: await makeWorkspace(server.database, course, person) };
}

async function watch({ course, tutor }: { course: Course; tutor: Person }) {
  return openClassPage(server.port, await signCourseTicket(tutor, course.id));
}

function instance(name: string, state: InstanceView["state"], exitCode?: number): InstanceView {
  const run = {
    id: "run_1" as never,
    number: 1,
    instance: name as never,
    state,
    command: [],
    startedAt: Date.now(),
    endedAt: exitCode === undefined ? undefined : Date.now(),
    exitCode,
    logBytes: 0,
  };
  return {
    ...{
      name: name as never,
      image: "",
      hostName: name,
      address: "10.0.0.2",
      state,
      machine: "on",
      locked: false,
      run,
    },
    ...{ stale: false, launch: {}, editable: [], command: [], health: "none", restarts: 0, dependsOn: [] },
    ...{ exposed: [], shown: [], listening: [] },
  };
}

function build(number: number, state: BuildView["state"]): BuildView {
  return {
    ...{ id: `bld_${number}` as never, number, state, command: "make", createdAt: Date.now(), endedAt: Date.now() },
    diagnostics: [
      { file: "src/a.c", line: 3, column: 1, severity: "error", message: "expected ';'", source: "gcc" },
      { file: "src/a.c", line: 4, column: 1, severity: "warning", message: "unused", source: "gcc" },
    ],
    artifacts: [],
  };
}

test("a class is complete from the database alone, with workspaces that nobody has opened", async () => {
  const room = await classroom(2);
  const { database } = server;
  const [worked] = room.pupils;
  const workspaceId = worked?.workspace ?? "";
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
  for (const [number, state] of [
    [1, "failed"],
    [2, "succeeded"],
  ] as const)
    await database.build.create({
      data: {
        ...{ id: `${workspaceId}_${number}`, workspaceId, number, state, command: "make" },
        ...{ createdAt: at(number), endedAt: at(number), diagnostics: JSON.stringify(build(1, "failed").diagnostics) },
      },
    });
  for (const [name, number, state, exitCode] of [
    ["one", 1, "failed", 3],
    ["one", 2, "exited", 0],
    ["two", 1, "failed", 4],
  ] as const)
    await database.run.create({
      data: {
        ...{
          id: `${workspaceId}_${name}_${number}`,
          workspaceId,
          instance: name,
          number,
          state,
          command: "[]",
          exitCode,
        },
        ...{ startedAt: at(10 + number), endedAt: at(20 + number) },
      },
    });
  const page = await watch(room);
  const row = page.row(worked?.person.id ?? "");
  expect(row).toMatchObject({ online: false, workspaces: [{ id: workspaceId, online: false, visitors: [] }] });
  expect(row?.workspaces[0]).toMatchObject({
    instances: [
      { name: "one", state: "exited", exitCode: 0 },
      { name: "two", state: "failed", exitCode: 4, dependsOn: ["one"] },
    ],
    build: { number: 2, state: "succeeded" },
    failure: { kind: "instance", at: at(21).getTime(), sentence: expect.stringContaining("exit code") },
    progressAt: at(12).getTime(),
  });
  const fresh = page.row(room.pupils[1]?.person.id ?? "")?.workspaces[0];
  expect(fresh?.instances.map(({ state }) => state)).toEqual(["ready", "ready"]);
  expect(fresh?.build).toBeUndefined();
});

test("coming, building, failing and saving reach the class as they happen", async () => {
  const room = await classroom(1);
  const [student] = room.pupils;
  if (student === undefined) throw new Error("There is a student.");
  const page = await watch(room);
  const workspaceOf = () => page.row(student.person.id)?.workspaces[0];
  const own = await pageOf(server, student.person, student.workspace, "own");
  await expect.poll(workspaceOf).toMatchObject({ online: true });
  expect(page.row(student.person.id)?.online).toBe(true);
  server.pages.publish(student.workspace, "build:changed", build(1, "failed"));
  await expect.poll(workspaceOf).toMatchObject({
    build: { number: 1, state: "failed", errors: 1, warnings: 1 },
    failure: { kind: "build", number: 1, sentence: "src/a.c:3: expected ';'" },
  });
  server.pages.publish(student.workspace, "instance:changed", instance("two", "failed", 7));
  await expect.poll(() => workspaceOf()?.instances[1]).toMatchObject({ state: "failed", exitCode: 7 });
  expect(workspaceOf()?.failure).toMatchObject({ kind: "instance", name: "two" });
  const before = workspaceOf()?.progressAt ?? 0;
  await expect.poll(() => Date.now()).toBeGreaterThan(before);
  server.people.progress.made(student.workspace);
  await expect.poll(() => workspaceOf()?.progressAt).toBeGreaterThan(before);
  own.socket.close();
  await expect.poll(workspaceOf).toMatchObject({ online: false });
});

test("a tutor who looks is named in the row, with what they may do", async () => {
  const room = await classroom(1);
  const [student] = room.pupils;
  if (student === undefined) throw new Error("There is a student.");
  const page = await watch(room);
  const looking = await pageOf(server, room.tutor, student.workspace, "view");
  await expect
    .poll(() => page.row(student.person.id)?.workspaces[0]?.visitors)
    .toEqual([{ user: room.tutor.id, name: room.tutor.id, right: "view" }]);
  looking.socket.close();
  await expect.poll(() => page.row(student.person.id)?.workspaces[0]?.visitors).toEqual([]);
});

test("new students, new workspaces, leavers and settings reach the class within two seconds", async () => {
  const room = await classroom(1);
  const page = await watch(room);
  const within = { timeout: 2000 };
  const late = await pupil(room.course);
  await expect.poll(() => page.row(late.person.id)?.workspaces.length, within).toBe(1);
  await server.database.membership.deleteMany({ where: { userId: late.person.id } });
  await expect.poll(() => page.row(late.person.id), within).toBeUndefined();
  await server.database.course.update({ where: { id: room.course.id }, data: { record: true } });
  await expect.poll(() => page.state?.settings.record, within).toBe(true);
});

test("forty busy students reach the page within two seconds, in at most four messages a second", async () => {
  const room = await classroom(40);
  const page = await watch(room);
  const pages = await Promise.all(
    room.pupils.map(async ({ person, workspace }) => openPage(server.port, await signTicket(person, workspace))),
  );
  expect(pages).toHaveLength(40);
  await expect.poll(() => page.state?.students.filter(({ online }) => online).length, { timeout: 2000 }).toBe(40);
  const from = page.changes.length;
  const begun = performance.now();
  const rounds = 50;
  for (let round = 0; round < rounds; round += 1) {
    for (const { workspace } of room.pupils) {
      server.pages.publish(workspace, "build:changed", build(round + 1, "running"));
      server.pages.publish(workspace, "instance:changed", instance("one", round % 2 === 0 ? "running" : "exited"));
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  const published = performance.now();
  await expect
    .poll(() => page.state?.students.every(({ workspaces }) => workspaces[0]?.build?.number === rounds), {
      timeout: 2000,
    })
    .toBe(true);
  expect(performance.now() - published).toBeLessThan(2000);
  const messages = page.changes.slice(from);
  expect(messages.length).toBeLessThanOrEqual(Math.ceil((performance.now() - begun) / 250) + 1);
});

test("nothing that changes nothing is sent", async () => {
  const room = await classroom(1);
  const [student] = room.pupils;
  if (student === undefined) throw new Error("There is a student.");
  const page = await watch(room);
  server.pages.publish(student.workspace, "instance:changed", { ...instance("one", "ready"), run: undefined });
  server.pages.publish(student.workspace, "build:changed", build(1, "succeeded"));
  await expect.poll(() => page.changes.length).toBe(1);
  const [change] = page.changes;
  expect(change?.notice.students).toHaveLength(1);
});

test("students, other courses' tutors and workspace tickets do not get in, and all hear the same", async () => {
  const room = await classroom(1);
  const foreign = await classroom();
  const [student] = room.pupils;
  if (student === undefined) throw new Error("There is a student.");
  const tickets = [
    await signCourseTicket(student.person, room.course.id),
    await signCourseTicket(foreign.tutor, room.course.id),
    await signCourseTicket(room.tutor, "course_nonsense"),
  ];
  const answers = await Promise.all(
    tickets.map((ticket) =>
      openClassPage(server.port, ticket).then(
        () => "connected",
        (failure: unknown) => JSON.stringify(failure),
      ),
    ),
  );
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain("unauthenticated");
  const other = await signTicket(room.tutor, student.workspace, { right: "view" });
  await expect(openClassPage(server.port, other)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(openPage(server.port, await signCourseTicket(room.tutor, room.course.id))).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("who does not teach any more, or signs out, is sent away within two seconds", async () => {
  const room = await classroom(1);
  const page = await watch(room);
  const before = performance.now();
  await server.database.membership.updateMany({ where: { userId: room.tutor.id }, data: { role: "student" } });
  await page.closed;
  expect(performance.now() - before).toBeLessThan(2000);
});
