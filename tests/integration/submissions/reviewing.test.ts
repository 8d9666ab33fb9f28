import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { readAccountRecord } from "#app/_server/account/account-record";
import { deleteAccount } from "#app/_server/account/delete-account";
import type { CurrentUser } from "#app/_server/auth/current-user";
import { hashPassword } from "#app/_server/auth/password";
import { deleteExperiment } from "#app/_server/experiments/delete-experiment";
import { findSubmission } from "#app/_server/queries/submission";
import { findSubmissions, listOwnSubmissions } from "#app/_server/queries/submissions";
import { findWorkspace } from "#app/_server/queries/workspace";
import { makeCopy, removeCopy } from "#app/_server/submissions/copies";
import { addFeedback, changeFeedback, removeFeedback } from "#app/_server/submissions/feedback";
import { type ReachableSubmission, reachSubmission } from "#app/_server/submissions/reachable-submission";
import { setReleased, setResult } from "#app/_server/submissions/result";
import { removeOldCopies } from "#server/submissions/old-copies";
import { type Course, makeCourse, makePerson, makeWorkspace, type Person } from "../fixtures/course";
import { withDatabase } from "../fixtures/database";

const setting = withDatabase();
const check = {
  ...{ id: "chk_1", number: 1, state: "failed", endedAt: 1, passed: 0, of: 1, changedSince: false },
  parts: [{ name: "holds", state: "failed", steps: [{ title: "Start", state: "failed", evidence: [] }] }],
};

let course: Course;
let student: Person;
let tutor: CurrentUser;
let lecturer: CurrentUser;
let experimentId: string;
let submission: string;
let place: { course: string; experiment: string; submission: string };

async function teaching(role: "tutor" | "lecturer"): Promise<CurrentUser> {
  const { id, session } = await makePerson(setting.database, course, role);
  return { id, name: id, email: `${id}@example.test`, operator: false, language: null, sessionId: session };
}

async function handIn(number: number): Promise<string> {
  const workspace = await setting.database.workspace.findFirstOrThrow({
    where: { ownerId: student.id, version: { trial: false } },
  });
  const { id } = await setting.database.submission.create({
    data: {
      ...{ id: `sub_${randomBytes(6).toString("hex")}`, workspaceId: workspace.id, number, sourceHash: "" },
      ...{ key: randomBytes(16).toString("hex"), sha256: "0".repeat(64), fileCount: 1, bytes: 3, launches: "[]" },
      ...{ files: JSON.stringify([{ path: "src/a.mjs", size: 3 }]), answers: "[]", comment: "", late: false },
      check: JSON.stringify(check),
    },
  });
  return id;
}

const reached = async (reader: { readonly id: string }): Promise<ReachableSubmission> => {
  const found = await reachSubmission(setting.database, reader.id, submission);
  if (found === null) throw new Error("unknown");
  return found;
};

beforeEach(async () => {
  const { database } = setting;
  course = await makeCourse(database, "services: {}");
  student = await makePerson(database, course);
  await makeWorkspace(database, course, student);
  [tutor, lecturer] = [await teaching("tutor"), await teaching("lecturer")];
  submission = await handIn(1);
  const version = await database.experimentVersion.findUniqueOrThrow({ where: { id: course.versionId } });
  experimentId = version.experimentId;
  place = { course: course.id, experiment: experimentId, submission };
});

const seenBy = (reader: { readonly id: string }) => findSubmission(setting.database, reader.id, place);
const line = { kind: "line", path: "src/a.mjs", line: 2 } as const;

describe("a submission", () => {
  it("is unknown to classmates, other courses and who has left, also under another experiment's address", async () => {
    const classmate = await makePerson(setting.database, course);
    const elsewhere = await makePerson(setting.database, await makeCourse(setting.database, ""), "lecturer");
    for (const person of [classmate, elsewhere]) expect(await seenBy(person)).toBeNull();
    expect(await findSubmission(setting.database, tutor.id, { ...place, experiment: "other" })).toBeNull();
    expect(await seenBy(student)).toMatchObject({ reviews: false });
    await setting.database.membership.deleteMany({ where: { userId: student.id } });
    expect(await seenBy(student)).toBeNull();
    expect(await seenBy(tutor)).toMatchObject({ reviews: true });
  });

  it("counts by its newest one in the list of those who teach, with a line for who has handed in nothing", async () => {
    const second = await handIn(2);
    const nobody = await makePerson(setting.database, course);
    const found = await findSubmissions(setting.database, tutor.id, course.id, experimentId);
    expect(found?.rows.find(({ user }) => user === student.id)).toMatchObject({ count: 2, newest: { id: second } });
    expect(found?.rows.find(({ user }) => user === nobody.id)).toMatchObject({ count: 0, newest: null });
    expect(found?.rows.some(({ user }) => user === tutor.id)).toBe(false);
    expect(await findSubmissions(setting.database, student.id, course.id, experimentId)).toBeNull();
  });
});

describe("feedback", () => {
  it("is the student's to see all at once when it is released, and hidden again when that is taken back", async () => {
    const { database } = setting;
    await addFeedback(database, tutor, submission, { anchor: line, text: " Why two? " });
    await setResult(database, lecturer, submission, { revision: 0, points: 7.5, maximum: 10, verdict: null, text: "" });
    expect((await seenBy(student))?.review).toMatchObject({ feedback: [], result: { points: null, revision: 0 } });
    expect((await listOwnSubmissions(database, student.id, experimentId))[0]).toMatchObject({
      ...{ feedback: "none", result: { points: null } },
    });
    await setReleased(database, lecturer, submission, { released: true });
    expect((await seenBy(student))?.review).toMatchObject({
      feedback: [{ text: "Why two?", anchor: line, by: tutor.name, mine: false }],
      result: { points: 7.5, maximum: 10, by: lecturer.name },
    });
    await setReleased(database, lecturer, submission, { released: false });
    expect((await seenBy(student))?.review.feedback).toEqual([]);
  });

  it("is changed and deleted by its author only", async () => {
    const { database } = setting;
    const { id } = await addFeedback(database, tutor, submission, { anchor: { kind: "general" }, text: "Hm" });
    const unknown = { code: "unknown" };
    await expect(changeFeedback(database, lecturer, submission, id, { text: "No" })).rejects.toMatchObject(unknown);
    await expect(removeFeedback(database, lecturer, submission, id)).rejects.toMatchObject(unknown);
    const other = await handIn(2);
    await expect(changeFeedback(database, tutor, other, id, { text: "No" })).rejects.toMatchObject(unknown);
    expect(await changeFeedback(database, tutor, submission, id, { text: "Fine" })).toMatchObject({
      ...{ text: "Fine", mine: true, changedAt: expect.any(Number) },
    });
    await removeFeedback(database, tutor, submission, id);
    expect((await seenBy(tutor))?.review.feedback).toEqual([]);
  });

  it.each([
    [{ kind: "line", path: "src/b.mjs", line: 1 }, "A file that was not handed in"],
    [{ kind: "line", path: "src/a.mjs", line: 0 }, "No line"],
    [{ kind: "step", part: 0, step: 1 }, "A step that was not there"],
    [{ kind: "recording", recording: "../x", title: "x", at: 1 }, "No id"],
    [{ kind: "general" }, "x".repeat(4001)],
    [{ kind: "general" }, "  "],
  ])("%j has no place in a submission, or its text is none (%#)", async (anchor, text) => {
    await expect(addFeedback(setting.database, tutor, submission, { anchor, text })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it.each([
    { kind: "step", part: 0, step: 0 },
    { kind: "recording", recording: "run_1", title: "server", at: 12.5 },
    line,
  ])("has a place at %j", async (anchor) => {
    expect(await addFeedback(setting.database, tutor, submission, { anchor, text: "Here" })).toMatchObject({ anchor });
  });
});

describe("a result", () => {
  it("that somebody else has changed meanwhile is not overwritten", async () => {
    const wish = { revision: 0, points: 1, maximum: null, verdict: "passed", text: "One" };
    expect(await setResult(setting.database, tutor, submission, wish)).toMatchObject({ revision: 1 });
    await expect(setResult(setting.database, lecturer, submission, { ...wish, text: "Two" })).rejects.toMatchObject({
      ...{ code: "conflict", message: expect.stringContaining(tutor.name) },
    });
    expect((await seenBy(lecturer))?.review.result).toMatchObject({ text: "One", verdict: "passed" });
  });

  it.each([{ points: -1 }, { points: 10_001 }, { verdict: "great" }, { text: "x".repeat(10_001) }, { points: "7" }])(
    "cannot be %j",
    async (wrong) => {
      const wish = { revision: 0, points: 1, maximum: null, verdict: null, text: "", ...wrong };
      await expect(setResult(setting.database, tutor, submission, wish)).rejects.toMatchObject({ code: "invalid" });
    },
  );
});

describe("running it again", () => {
  it("is a workspace of the reader's own that nobody else sees, one for each, and can be removed", async () => {
    const { database } = setting;
    const [mine, again, hers] = [
      await makeCopy(database, tutor.id, await reached(tutor)),
      await makeCopy(database, tutor.id, await reached(tutor)),
      await makeCopy(database, lecturer.id, await reached(lecturer)),
    ];
    expect(again).toBe(mine);
    expect(hers).not.toBe(mine);
    expect(await findWorkspace(database, tutor.id, mine)).toMatchObject({
      ...{ right: "own", trial: true, copyOf: { id: submission, number: 1, student: student.id } },
    });
    expect(await findWorkspace(database, student.id, mine)).toBeNull();
    expect((await seenBy(tutor))?.copy).toBe(mine);
    await removeCopy(database, tutor.id, submission);
    expect((await seenBy(tutor))?.copy).toBeNull();
    expect((await seenBy(lecturer))?.copy).toBe(hers);
    expect(await database.removedWorkspace.findUnique({ where: { id: mine } })).not.toBeNull();
    expect(await database.experimentVersion.count({ where: { submissionId: submission } })).toBe(1);
  });

  it("ends by itself a week after it was last opened, unless somebody looks at it", async () => {
    const { database } = setting;
    const copies = [
      await makeCopy(database, tutor.id, await reached(tutor)),
      await makeCopy(database, lecturer.id, await reached(lecturer)),
    ];
    const later = Date.now() + 7 * 24 * 3600 * 1000 + 60_000;
    await removeOldCopies(database, () => false, later - 120_000);
    expect(await database.workspace.count({ where: { id: { in: copies } } })).toBe(2);
    await removeOldCopies(database, (id) => id === copies[1], later);
    expect(await database.workspace.findMany({ where: { id: { in: copies } }, select: { id: true } })).toEqual([
      { id: copies[1] },
    ]);
    expect(await database.workspace.count({ where: { ownerId: student.id } })).toBe(1);
  });

  it("does not begin in an archived course", async () => {
    await setting.database.course.update({ where: { id: course.id }, data: { state: "archived" } });
    await expect(makeCopy(setting.database, tutor.id, await reached(tutor))).rejects.toMatchObject({ code: "refused" });
  });
});

describe("an account", () => {
  it("is exported with what was handed in and what was released about it", async () => {
    const { database } = setting;
    await addFeedback(database, tutor, submission, { anchor: line, text: "Not yet said" });
    const before = await readAccountRecord(database, student.id);
    expect(before.workspaces[0]?.submissions).toMatchObject([{ number: 1, feedback: [] }]);
    await setReleased(database, tutor, submission, { released: true });
    const after = await readAccountRecord(database, student.id);
    expect(after.workspaces[0]?.submissions).toMatchObject([{ feedback: [{ text: "Not yet said" }] }]);
    await makeCopy(database, tutor.id, await reached(tutor));
    const reviewer = await readAccountRecord(database, tutor.id);
    expect(reviewer).toMatchObject({ feedbackGiven: [{ text: "Not yet said" }], workspaces: [] });
  });

  it("is deleted with what was handed in, and with everybody's copies of it", async () => {
    const { database } = setting;
    const copy = await makeCopy(database, tutor.id, await reached(tutor));
    await addFeedback(database, tutor, submission, { anchor: line, text: "Gone" });
    const passwordHash = await hashPassword("for-tests-only");
    await database.user.update({ where: { id: student.id }, data: { passwordHash } });
    const email = `${student.id}@example.test`;
    const posted = { email, password: "for-tests-only" };
    await deleteAccount(database, { id: student.id, email }, posted, "127.0.0.1");
    expect(await database.submission.count({ where: { id: submission } })).toBe(0);
    expect(await database.feedback.count({ where: { submissionId: submission } })).toBe(0);
    expect(await database.experimentVersion.count({ where: { experimentId, trial: true } })).toBe(0);
    expect(await database.removedWorkspace.findUnique({ where: { id: copy } })).not.toBeNull();
  });
});

describe("an experiment", () => {
  it("that was never published is deleted with its trials, one that students have seen is not", async () => {
    const { database } = setting;
    const authored = (id: string) => ({
      ...{ id, slug: "x", visible: false },
      course: { id: course.id, slug: course.id, title: "", state: "open" as const },
    });
    await expect(deleteExperiment(database, authored(experimentId))).rejects.toMatchObject({ code: "refused" });
    const { id } = await database.experiment.create({
      data: { id: `draft_${course.id}`, courseId: course.id, slug: "draft", state: "draft" },
    });
    const version = { number: -1, trial: true, title: "", summary: "", compose: "", sheet: "", hash: "" };
    const trial = `trial_${course.id}`;
    await database.experimentVersion.create({
      data: {
        ...{ id: `version_${course.id}`, experimentId: id, ...version },
        workspaces: { create: { id: trial, ownerId: lecturer.id } },
      },
    });
    await deleteExperiment(database, authored(id));
    expect(await database.experiment.count({ where: { id } })).toBe(0);
    expect(await database.removedWorkspace.findUnique({ where: { id: trial } })).not.toBeNull();
  });
});
