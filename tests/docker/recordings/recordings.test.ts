import { expect, test } from "vitest";
import { InstanceName } from "#shared/ids";
import { RecordingList, recordingPaths } from "#shared/recordings";
import { makePerson, type Person, signTicket } from "../../integration/fixtures/course";
import { shellExperiment } from "../instances/compose";
import { withLiveServer } from "../instances/live-server";
import { Screen } from "../terminals/screen";

const server = withLiveServer(shellExperiment({ anton: "echo started; echo oops >&2; sleep 1000" }));
const anton = InstanceName.parse("anton");
const target = { kind: "instance", name: anton } as const;

async function record(on: boolean): Promise<void> {
  await server.database.course.update({ where: { id: server.course.id }, data: { record: on } });
}

/** What somebody gets at an address of the workspace's recordings. */
async function get(path: string, person: Person, workspace: string, right: "own" | "view" = "own") {
  const ticket = await signTicket(person, workspace, { right });
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    headers: { Authorization: `Bearer ${ticket}` },
  });
  return { status: response.status, text: await response.text() };
}

async function list(person: Person, workspace: string): Promise<RecordingList> {
  return RecordingList.parse(JSON.parse((await get(recordingPaths.list, person, workspace)).text));
}

/** The text of a cast's output. */
function printed(cast: string): string {
  const [head = "", ...lines] = cast.trimEnd().split("\n");
  expect(JSON.parse(head)).toMatchObject({ version: 2 });
  return lines
    .map((line): unknown[] => JSON.parse(line))
    .filter(([, code]) => code === "o")
    .map(([, , text]) => String(text))
    .join("");
}

test("a terminal and a console of a course that records come back as asciicasts, also over a restart", async () => {
  await record(true);
  const { person, id } = await server.workspace();
  const page = await server.page({ person, id });
  expect(await page.value("workspace:open")).toMatchObject({ recorded: true });
  await page.value("instance:start", { name: anton });
  const { id: terminal } = await page.value("terminal:open", { target, cols: 100, rows: 30 });
  const screen = await Screen.attach(page, terminal);
  screen.type("echo one-$((1+1))\n");
  await expect.poll(() => screen.text, { timeout: 10_000 }).toContain("one-2\r\n");
  await server.restart();
  const later = await server.page({ person, id });
  await later.value("workspace:open");
  const again = await Screen.attach(later, terminal, screen.next);
  again.type("echo two-$((2+2)); exit\n");
  await expect.poll(() => later.heard("terminal:changed").at(-1)?.state, { timeout: 10_000 }).toBe("closed");

  const ended = async () => (await list(person, id)).recordings.find((one) => one.id === terminal)?.endedAt;
  await expect.poll(ended, { timeout: 10_000 }).toBeDefined();
  const { recordings, recorded } = await list(person, id);
  expect(recorded).toBe(true);
  expect(recordings.map(({ kind }) => kind).toSorted()).toEqual(["console", "terminal"]);
  const cast = await get(`${recordingPaths.cast}?id=${terminal}`, person, id);
  expect(printed(cast.text)).toBe(screen.text + again.text);
  const run = recordings.find(({ kind }) => kind === "console");
  const consoleCast = await get(`${recordingPaths.cast}?id=${run?.id}`, person, id);
  expect(printed(consoleCast.text)).toContain("started\r\n");
  expect(printed(consoleCast.text)).toContain("\u001b[31moops\r\n");
});

test("the owner and those who teach may play it; a guest and others may not even know of it", async () => {
  await record(true);
  const { person, id } = await server.workspace();
  const page = await server.page({ person, id });
  await page.value("workspace:open");
  const { id: terminal } = await page.value("terminal:open", { target, cols: 80, rows: 24 });
  await expect.poll(async () => (await list(person, id)).recordings.length, { timeout: 10_000 }).toBe(1);
  const tutor = await makePerson(server.database, server.course, "tutor");
  const guest = await makePerson(server.database, server.course);
  await server.database.workspaceGuest.create({ data: { workspaceId: id, userId: guest.id, right: "view" } });
  const path = `${recordingPaths.cast}?id=${terminal}`;
  expect((await get(path, tutor, id, "view")).status).toBe(200);
  const refused = await get(path, guest, id, "view");
  expect(refused.status).toBe(404);
  expect(refused).toEqual(await get(`${recordingPaths.cast}?id=unknown`, person, id));
  expect((await get(recordingPaths.list, guest, id, "view")).status).toBe(404);
  const stranger = await server.workspace();
  expect((await get(path, stranger.person, stranger.id)).status).toBe(404);
});

test("nothing is recorded where the course does not say so, and what it says later holds within seconds", async () => {
  await record(false);
  const { person, id } = await server.workspace();
  const page = await server.page({ person, id });
  expect(await page.value("workspace:open")).toMatchObject({ recorded: false });
  const { id: terminal } = await page.value("terminal:open", { target, cols: 80, rows: 24 });
  const screen = await Screen.attach(page, terminal);
  screen.type("echo private-$((1+1))\n");
  await expect.poll(() => screen.text, { timeout: 10_000 }).toContain("private-2\r\n");
  expect((await list(person, id)).recordings).toEqual([]);

  await record(true);
  await expect.poll(() => page.heard("recording:changed").at(-1), { timeout: 10_000 }).toEqual({ recorded: true });
  await expect.poll(async () => (await list(person, id)).recordings.length, { timeout: 10_000 }).toBe(1);
  screen.type("echo public-$((2+2))\n");
  await expect.poll(() => screen.text, { timeout: 10_000 }).toContain("public-4\r\n");
  const text = async () => printed((await get(`${recordingPaths.cast}?id=${terminal}`, person, id)).text);
  await expect.poll(text, { timeout: 10_000 }).toContain("public-4\r\n");
  expect(await text()).not.toContain("private-2");
});
