import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CheckRunView } from "#shared/checks/views";
import { CheckRunId } from "#shared/ids";
import { SubmittedAnswer, SubmittedCheck, SubmittedFile } from "#shared/submissions/submission";
import { workspace as filesWorkspace } from "../files/workspace-files";
import { makeCourse, makePerson, makeWorkspace, type Person } from "../fixtures/course";
import { withDatabase } from "../fixtures/database";
import { compose, createDesk } from "./handing-in-desk";

const setting = withDatabase();
const key = () => randomBytes(16).toString("hex");
const wish = () => ({ key: key(), answers: [{ id: "why", answer: "Because." }], comment: "" });

let runs: CheckRunView[] = [];
let clock: Date | undefined;
let person: Person;
let desk: Awaited<ReturnType<typeof createDesk>>;
let experimentId: string;
let courseId: string;

/** The files room of these tests knows one workspace only, which everybody's is for as long as a test lasts. */
async function begin(): Promise<void> {
  const course = await makeCourse(setting.database, compose);
  person = await makePerson(setting.database, course);
  const id = await makeWorkspace(setting.database, course, person);
  await setting.database.workspace.update({ where: { id }, data: { id: filesWorkspace } });
  const version = await setting.database.experimentVersion.findUniqueOrThrow({ where: { id: course.versionId } });
  experimentId = version.experimentId;
  courseId = course.id;
  runs = [];
  clock = undefined;
  desk = await createDesk({
    ...{ database: setting.database, directory: setting.directory, versionId: course.versionId },
    now: () => clock ?? new Date(),
    runs: () => runs,
  });
}

beforeEach(begin);
afterEach(async () => {
  await setting.database.workspace.deleteMany({ where: { id: filesWorkspace } });
  await desk.dispose();
});

const put = async (name: string, text: string) => {
  await mkdir(path.dirname(path.join(desk.root, name)), { recursive: true });
  await writeFile(path.join(desk.root, name), text);
};
/** The old text or the new one, at no moment a part of it. */
const replace = async (name: string, text: string) => {
  await put(`.${name}`, text);
  await rename(path.join(desk.root, `.${name}`), path.join(desk.root, name));
};
const handIn = (sent = wish()) => desk.submissions.handIn(filesWorkspace, sent);
const rows = () => setting.database.submission.findMany({ orderBy: { number: "asc" } });
/** A file of a submission as the store has it. */
async function stored(number: number, name: string): Promise<string> {
  const row = (await rows()).find((one) => one.number === number);
  return readFile(path.join(desk.store.placeOf("folder", row?.sha256 ?? ""), name), "utf8");
}

describe("handing in", () => {
  it("keeps the files as they were, whatever becomes of them; the newest counts and the older ones stay", async () => {
    await put("src/a.mjs", "one");
    await put("README", "read me");
    const first = await handIn();
    await put("src/a.mjs", "two");
    await rm(path.join(desk.root, "README"));
    const second = await handIn();
    expect([first.number, second.number]).toEqual([1, 2]);
    expect([await stored(1, "src/a.mjs"), await stored(1, "README")]).toEqual(["one", "read me"]);
    expect(await stored(2, "src/a.mjs")).toBe("two");
    const files = (await rows()).map((row) => SubmittedFile.array().parse(JSON.parse(row.files)));
    expect(files[1]).toEqual([{ path: "src/a.mjs", size: 3 }]);
    expect(await desk.submissions.plan(filesWorkspace)).toMatchObject({ last: { number: 2, same: true } });
  });

  it("follows no link, and leaves what tools fill by themselves", async () => {
    await put("a.txt", "mine");
    await put("node_modules/x/index.js", "theirs");
    await symlink("/etc/passwd", path.join(desk.root, "passwd"));
    expect(await desk.submissions.plan(filesWorkspace)).toMatchObject({ files: 1, bytes: 4, leftOut: 2 });
    await handIn();
    const place = desk.store.placeOf("folder", (await rows())[0]?.sha256 ?? "");
    expect(await readdir(place)).toEqual(["a.txt"]);
  });

  it("is once for one key, also when it is asked twice at the same time", async () => {
    await put("a.txt", "mine");
    const sent = wish();
    const [one, other] = await Promise.all([handIn(sent), handIn(sent)]);
    expect(one).toEqual(other);
    expect(await handIn(sent)).toEqual(one);
    expect(await rows()).toHaveLength(1);
  });

  it("asks for the answers that must be there and keeps them with their question", async () => {
    await put("a.txt", "mine");
    await expect(handIn({ ...wish(), answers: [{ id: "why", answer: "  " }] })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("Why?"),
    });
    await handIn({
      ...wish(),
      answers: [
        { id: "why", answer: " Because. " },
        { id: "forged", answer: "x" },
      ],
    });
    expect(SubmittedAnswer.array().parse(JSON.parse((await rows())[0]?.answers ?? ""))).toEqual([
      { id: "why", question: "Why?", answer: "Because." },
      { id: "else", question: "Anything else?", answer: "" },
    ]);
  });

  it("is refused when all that somebody has handed in would be too much", async () => {
    await put("a.txt", "mine");
    await handIn();
    await setting.database.submission.updateMany({ data: { bytes: 256 * 1024 * 1024 - 3 } });
    await expect(handIn()).rejects.toMatchObject({ code: "limit" });
    await put("a.txt", "abc");
    expect(await handIn()).toMatchObject({ number: 2 });
  });

  it("says how the last decided check went, and whether the files have changed since", async () => {
    await put("a.mjs", "one");
    const time = Date.now();
    const part = (name: string, state: "passed" | "failed") => ({ name, state, steps: [] });
    const parts = [part("Preparation", "passed"), part("holds", "passed"), part("does not", "failed")];
    const run = { id: CheckRunId.parse("chk_1"), number: 1, by: "x", createdAt: time, endedAt: time + 1000, parts };
    runs = [
      { ...run, id: CheckRunId.parse("chk_2"), number: 2, state: "cancelled" },
      { ...run, state: "failed" },
    ];
    const sourceHash = await desk.files.sourceHash(filesWorkspace);
    const build = { workspaceId: filesWorkspace, number: 1, command: "x", state: "succeeded", sourceHash };
    await setting.database.build.create({ data: { id: key(), ...build, createdAt: new Date(time + 10) } });
    expect((await desk.submissions.plan(filesWorkspace)).check).toMatchObject({
      ...{ number: 1, state: "failed", passed: 1, of: 2, changedSince: false },
    });
    await put("a.mjs", "two");
    await handIn();
    const kept = SubmittedCheck.parse(JSON.parse((await rows())[0]?.check ?? ""));
    expect(kept).toMatchObject({ changedSince: true, parts });
  });
});

describe("the deadline", () => {
  it("makes late what comes after it, by the student's own extension, at the moment of asking", async () => {
    await put("a.txt", "mine");
    const dueAt = new Date("2026-12-01T12:00:00Z");
    await setting.database.deadline.create({ data: { experimentId, dueAt } });
    clock = new Date("2026-12-01T12:00:00Z");
    expect(await handIn()).toMatchObject({ late: false });
    clock = new Date("2026-12-01T12:00:01Z");
    expect(await desk.submissions.plan(filesWorkspace)).toMatchObject({ late: true, dueAt: dueAt.getTime() });
    expect(await handIn()).toMatchObject({ late: true });
    const more = { experimentId, userId: person.id, dueAt: new Date("2026-12-03T12:00:00Z") };
    await setting.database.deadlineExtension.create({ data: more });
    expect(await handIn()).toMatchObject({ late: false });
    expect((await rows()).map((row) => row.dueAt?.getTime())).toEqual([dueAt, dueAt, more.dueAt].map(Number));
  });

  it("does not matter in an archived course, nor in a trial: nothing is handed in there", async () => {
    await setting.database.course.update({ where: { id: courseId }, data: { state: "archived" } });
    await expect(handIn()).rejects.toMatchObject({ code: "refused" });
    await setting.database.course.update({ where: { id: courseId }, data: { state: "open" } });
    await setting.database.experimentVersion.updateMany({ where: { experimentId }, data: { trial: true } });
    await expect(handIn()).rejects.toMatchObject({ code: "refused" });
    expect(await rows()).toEqual([]);
  });
});

describe("while something writes into the files", () => {
  it("the files of one moment are handed in, never some of now and some of later", async () => {
    let number = 0;
    let writing = true;
    // The second file is never ahead of the first one, at no moment.
    const writer = (async () => {
      while (writing) {
        for (let burst = 0; burst < 12 && writing; burst += 1) {
          number += 1;
          for (const name of ["z-first", "a-second"]) await replace(name, `${number} ${"x".repeat(200_000)}`);
        }
        await setTimeout(250);
      }
    })();
    try {
      let taken = 0;
      while (taken < 12) {
        const receipt = await handIn().catch((error: { code?: string }) => error.code);
        if (typeof receipt !== "object") {
          expect(receipt).toBe("busy");
          continue;
        }
        taken += 1;
        const [first = "", second = ""] = await Promise.all(
          ["z-first", "a-second"].map((name) => stored(receipt.number, name).catch(() => "0")),
        );
        expect(Number.parseInt(first, 10) - Number.parseInt(second, 10), `${receipt.number}`).toBeGreaterThanOrEqual(0);
        expect(Number.parseInt(first, 10) - Number.parseInt(second, 10)).toBeLessThanOrEqual(1);
      }
    } finally {
      writing = false;
      await writer;
    }
  });

  it("all the time, it is said and nothing is handed in", async () => {
    let writing = true;
    await put("log", "begun");
    const writer = (async () => {
      for (let number = 0; writing; number += 1) await put("log", String(number));
    })();
    const answer = await handIn().catch((error: unknown) => error);
    writing = false;
    await writer;
    expect(answer).toMatchObject({ code: "busy", message: expect.stringContaining("all the time") });
    expect(await rows()).toEqual([]);
  });
});

it("a server that is killed while it takes something in leaves whole submissions only, and all that it acknowledged", async () => {
  for (let index = 0; index < 40; index += 1) await put(`src/${index}.txt`, "x".repeat(50_000));
  const version = await setting.database.workspace.findUniqueOrThrow({ where: { id: filesWorkspace } });
  for (let round = 0; round < 4; round += 1) {
    const child = spawn(
      process.execPath,
      [
        ...["--import", "tsx", path.join(import.meta.dirname, "handing-in-child.ts")],
        ...[path.dirname(desk.root), setting.directory, version.versionId],
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const before = (await rows()).length;
    let acknowledged = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      if (line === "handed in") acknowledged += 1;
      if (acknowledged === 1) setTimeout(round * 15).then(() => child.kill("SIGKILL"));
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    const found = await rows();
    expect(found.length - before).toBeGreaterThanOrEqual(acknowledged);
    expect(found.map(({ number }) => number)).toEqual(found.map((_row, index) => index + 1));
    for (const { sha256, files } of found) {
      const place = desk.store.placeOf("folder", sha256);
      for (const { path: name, size } of SubmittedFile.array().parse(JSON.parse(files)))
        expect((await readFile(path.join(place, name))).length, name).toBe(size);
    }
  }
}, 120_000);
