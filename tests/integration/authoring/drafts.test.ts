import { describe, expect, it } from "vitest";
import { findAuthored, findAuthoredCourse } from "#app/_server/experiments/authored-experiment";
import { createExperiment } from "#app/_server/experiments/create-experiment";
import { moveDraftFiles, removeDraftFiles, saveDraftFile } from "#app/_server/experiments/draft-files";
import { openDraft, viewDraft } from "#app/_server/experiments/drafts";
import { contentOfNumber, publishDraft, restoreVersion, setVisible } from "#app/_server/experiments/publishing";
import { startTrial } from "#app/_server/experiments/trials";
import { findCourse } from "#app/_server/queries/course";
import { listCourses } from "#app/_server/queries/courses";
import { findWorkspace } from "#app/_server/queries/workspace";
import { startWorkspace } from "#app/_server/workspaces/start-workspace";
import { readExperimentFolder } from "#prisma/seed/experiment-folder";
import { importExperiment } from "#prisma/seed/import-experiment";
import { createClassRecords } from "#server/class/class-records";
import { DraftPath } from "#shared/authoring/draft";
import { CourseId } from "#shared/ids";
import { withDatabase } from "../fixtures/database.ts";
import { makeLecture } from "./lecture.ts";

const test = withDatabase();
const anew = { revision: -1, note: "" };

async function published() {
  const lecture = await makeLecture(test.database);
  const experiment = await lecture.authored(await lecture.create());
  await publish(experiment);
  return { lecture, experiment };
}

async function publish(experiment: Awaited<ReturnType<typeof published>>["experiment"], note = "") {
  const { revision } = await openDraft(test.database, experiment.id);
  return publishDraft(test.database, experiment, "lecturer", { revision, note });
}

describe("who writes experiments", () => {
  it("is a lecturer of the course; to everybody else it is as unknown as what does not exist", async () => {
    const lecture = await makeLecture(test.database);
    const other = await makeLecture(test.database);
    const slug = await lecture.create();
    const asked = [...Object.values(lecture.people), other.people.lecturer];
    const found = await Promise.all(asked.map((id) => findAuthored(test.database, id, lecture.slug, slug)));
    const courses = await Promise.all(asked.map((id) => findAuthoredCourse(test.database, id, lecture.slug)));
    expect(found.map((one) => one !== null)).toEqual([false, false, true, false, false]);
    expect(courses.map((one) => one !== null)).toEqual([false, false, true, false, false]);
    expect(await findAuthored(test.database, lecture.people.lecturer, lecture.slug, "nothing")).toBeNull();
  });
});

describe("a new experiment", () => {
  it("can be tried and published as it is, with its title in the file", async () => {
    const lecture = await makeLecture(test.database);
    const slug = await lecture.create('Who "asks" $HOME?');
    expect(slug).toBe("who-asks-home");
    const experiment = await lecture.authored(slug);
    await publish(experiment);
    const version = await test.database.experimentVersion.findFirstOrThrow({ where: { experimentId: experiment.id } });
    expect(version.title).toBe('Who "asks" $HOME?');
  });

  it("has an address of its own, also beside the pages of its course", async () => {
    const lecture = await makeLecture(test.database);
    expect([await lecture.create("Echo"), await lecture.create("Echo"), await lecture.create("Class")]).toEqual([
      "echo",
      "echo-2",
      "class-2",
    ]);
    expect(await lecture.create("日本")).toBe("experiment");
  });

  it("is a copy of another one's draft when that is asked for", async () => {
    const lecture = await makeLecture(test.database);
    const source = await lecture.authored(await lecture.create());
    await lecture.write(source, "starter/extra.txt", "extra");
    const course = source.course;
    const slug = await createExperiment(test.database, course, "lecturer", { title: "Copy", copyOf: source.slug });
    expect(await lecture.read(await lecture.authored(slug), "starter/extra.txt")).toBe("extra");
    const unknown = createExperiment(test.database, course, "lecturer", { title: "Copy", copyOf: "nothing" });
    await expect(unknown).rejects.toMatchObject({ code: "unknown" });
  });
});

describe("students", () => {
  it("see nothing of a draft: no card, no count, no start, until it is published, and not after it is hidden", async () => {
    const lecture = await makeLecture(test.database);
    const { student, lecturer } = lecture.people;
    const experiment = await lecture.authored(await lecture.create());
    await startTrial(test.database, experiment, lecturer);
    const seen = async () => {
      const course = await findCourse(test.database, student, lecture.slug);
      const [counted] = await listCourses(test.database, student);
      const start = startWorkspace(test.database, student, lecture.slug, experiment.slug).then(
        () => "started",
        ({ code }) => code,
      );
      return [course?.experiments.length, counted?.experiments, await start];
    };
    expect(await seen()).toEqual([0, 0, "unknown"]);
    await publish(experiment);
    expect(await seen()).toEqual([1, 1, "started"]);
    await setVisible(test.database, experiment, false);
    expect(await seen()).toEqual([0, 0, "unknown"]);
    await setVisible(test.database, experiment, true);
    expect((await seen())[0]).toBe(1);
  });

  it("keep the version that they began with when another is published", async () => {
    const { lecture, experiment } = await published();
    const mine = await startWorkspace(test.database, lecture.people.student, lecture.slug, experiment.slug);
    await lecture.write(experiment, "README.md", "# Another sheet");
    expect(await publish(experiment)).toEqual({ number: 2 });
    const first = await findWorkspace(test.database, lecture.people.student, mine);
    expect(first?.sheet).toContain("What do you read?");
    const second = await startWorkspace(test.database, lecture.people.student, lecture.slug, experiment.slug);
    expect((await findWorkspace(test.database, lecture.people.student, second))?.sheet).toBe("# Another sheet");
  });
});

describe("a save", () => {
  it("never overwrites what somebody else saved meanwhile, and answers their text", async () => {
    const { experiment } = await published();
    const { files } = await openDraft(test.database, experiment.id);
    const base = files.find(({ path }) => path === "README.md")?.revision ?? null;
    const path = DraftPath.parse("README.md");
    const save = (author: string, text: string) =>
      saveDraftFile(test.database, experiment.id, author, { path, base, text });
    const saved = await Promise.all([save("Laura", "Laura's"), save("Leo", "Leo's")]);
    const [won, lost] = saved[0].ok ? saved : [saved[1], saved[0]];
    expect([won.ok, lost.ok]).toEqual([true, false]);
    const current = await openDraft(test.database, experiment.id);
    const text = Buffer.from(current.files.find((file) => file.path === path)?.content ?? []).toString();
    expect(lost).toMatchObject({ current: { text, changedBy: text === "Laura's" ? "Laura" : "Leo" } });
  });

  it("says that the file was removed, and can make it anew", async () => {
    const { experiment, lecture } = await published();
    await lecture.write(experiment, "starter/a.txt", "one");
    const { files } = await openDraft(test.database, experiment.id);
    const path = DraftPath.parse("starter/a.txt");
    const { revision } = files.find((file) => file.path === path) ?? { revision: -1 };
    await removeDraftFiles(test.database, experiment.id, { files: [{ path, revision }] });
    const late = await saveDraftFile(test.database, experiment.id, "Leo", { path, base: revision, text: "two" });
    expect(late).toEqual({ ok: false, current: null });
    const fresh = await saveDraftFile(test.database, experiment.id, "Leo", { path, base: null, text: "two" });
    expect(fresh).toMatchObject({ ok: true, file: { text: "two", changedBy: "Leo" } });
  });

  it("is refused above the bounds, and where a file would have to be a folder", async () => {
    const { experiment } = await published();
    const save = (path: string, text: string) =>
      saveDraftFile(test.database, experiment.id, "Leo", { path: DraftPath.parse(path), base: null, text });
    await expect(save("starter/large.txt", "x".repeat(1024 * 1024 + 1))).rejects.toMatchObject({ code: "limit" });
    await expect(save("starter/src", "x")).rejects.toMatchObject({ code: "conflict" });
    await expect(save("starter/src/server.mjs/x", "x")).rejects.toMatchObject({ code: "conflict" });
  });

  it("has no path outside of an experiment's folder", () => {
    const paths = ["../x", "/etc/passwd", "starter", "starter/../x", "other/x", "compose.yml", ".env", "starter//x"];
    expect(paths.filter((path) => DraftPath.safeParse(path).success)).toEqual([]);
    expect(["compose.yaml", "checks/a/b.yaml", "starter/.x"].every((path) => DraftPath.safeParse(path).success)).toBe(
      true,
    );
  });
});

describe("moving and removing", () => {
  it("are all or nothing, and never over something else", async () => {
    const { experiment, lecture } = await published();
    await lecture.write(experiment, "starter/a.txt", "a");
    await lecture.write(experiment, "starter/b.txt", "b");
    const { files } = await openDraft(test.database, experiment.id);
    const at = (path: string) => {
      const file = files.find((one) => one.path === path);
      return { path: DraftPath.parse(path), revision: file?.revision ?? -1 };
    };
    const to = (path: string) => DraftPath.parse(path);
    const moving = [
      { ...at("starter/a.txt"), to: to("starter/c.txt") },
      { ...at("starter/b.txt"), to: to("starter/c.txt") },
    ];
    await expect(moveDraftFiles(test.database, experiment.id, "Leo", { files: moving })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await lecture.read(experiment, "starter/a.txt")).toBe("a");
    await lecture.write(experiment, "starter/b.txt", "changed");
    const removing = { files: [at("starter/a.txt"), at("starter/b.txt")] };
    await expect(removeDraftFiles(test.database, experiment.id, removing)).rejects.toMatchObject({ code: "conflict" });
    expect(await lecture.read(experiment, "starter/a.txt")).toBe("a");
  });

  it("never put a file into what is a file itself", async () => {
    const { experiment, lecture } = await published();
    await lecture.write(experiment, "starter/a.txt", "a");
    await lecture.write(experiment, "starter/b.txt", "b");
    const { files } = await openDraft(test.database, experiment.id);
    const revision = files.find((one) => one.path === "starter/a.txt")?.revision ?? -1;
    const move = { path: DraftPath.parse("starter/a.txt"), revision, to: DraftPath.parse("starter/b.txt/a.txt") };
    await expect(moveDraftFiles(test.database, experiment.id, "Leo", { files: [move] })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await lecture.read(experiment, "starter/a.txt")).toBe("a");
  });

  it("leave compose.yaml and the task sheet where they are", async () => {
    const { experiment } = await published();
    const compose = { path: DraftPath.parse("compose.yaml"), revision: 1 };
    const removing = removeDraftFiles(test.database, experiment.id, { files: [compose] });
    await expect(removing).rejects.toMatchObject({ code: "refused" });
    const files = [{ ...compose, to: DraftPath.parse("starter/compose.yaml") }];
    await expect(moveDraftFiles(test.database, experiment.id, "Leo", { files })).rejects.toMatchObject({
      code: "refused",
    });
  });
});

describe("publishing", () => {
  it.each([
    ["a host's folder", "    volumes:\n      - /etc:/mnt\n"],
    ["every capability", "    privileged: true\n"],
  ])("refuses %s and names the line, for trials too", async (_, lines) => {
    const { experiment, lecture } = await published();
    const compose = await lecture.read(experiment, "compose.yaml");
    const wrong = compose.replace("    volumes:\n      - ./starter/build:/app:ro\n", lines);
    expect(wrong).not.toBe(compose);
    await lecture.write(experiment, "compose.yaml", wrong);
    const line = wrong.split("\n").findIndex((one) => /privileged|\/etc/.test(one)) + 1;
    await expect(publish(experiment)).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining(`compose.yaml, line ${line}:`),
    });
    await expect(startTrial(test.database, experiment, lecture.people.lecturer)).rejects.toMatchObject({
      code: "refused",
    });
  });

  it("refuses an image that the product does not make itself", async () => {
    const { experiment, lecture } = await published();
    const compose = await lecture.read(experiment, "compose.yaml");
    await lecture.write(experiment, "compose.yaml", compose.replace("varlab/node-run", "evil.example/root:latest"));
    await expect(publish(experiment)).rejects.toMatchObject({ code: "refused" });
  });

  it("refuses what its author has not seen, and what is the same as before", async () => {
    const { experiment, lecture } = await published();
    await expect(publish(experiment)).rejects.toMatchObject({ code: "refused", message: /since version 1/ });
    await lecture.write(experiment, "README.md", "# New");
    const unseen = publishDraft(test.database, experiment, "lecturer", anew);
    await expect(unseen).rejects.toMatchObject({ code: "conflict" });
  });

  it("keeps versions as they were, says who and why, and brings one back", async () => {
    const { experiment, lecture } = await published();
    const before = await lecture.read(experiment, "README.md");
    await lecture.write(experiment, "README.md", "# New");
    await publish(experiment, "A shorter sheet");
    const view = await viewDraft(test.database, experiment);
    expect(view.versions.map(({ number, note, publishedBy }) => [number, note, publishedBy])).toEqual([
      [2, "A shorter sheet", "lecturer"],
      [1, "", "lecturer"],
    ]);
    expect(view.changed).toBe(false);
    const first = await contentOfNumber(test.database, experiment.id, 1);
    expect(Buffer.from(first.find(({ path }) => path === "README.md")?.content ?? []).toString()).toBe(before);
    await restoreVersion(test.database, experiment, "lecturer", 1);
    expect(await lecture.read(experiment, "README.md")).toBe(before);
    expect((await viewDraft(test.database, experiment)).changed).toBe(true);
  });
});

describe("a trial", () => {
  it("is the lecturer's own workspace, the same one until the draft changes, and counts nowhere", async () => {
    const { experiment, lecture } = await published();
    const { lecturer, student } = lecture.people;
    const first = await startTrial(test.database, experiment, lecturer);
    expect(await startTrial(test.database, experiment, lecturer)).toBe(first);
    await lecture.write(experiment, "starter/src/server.mjs", "// changed");
    const second = await startTrial(test.database, experiment, lecturer);
    expect(second).not.toBe(first);
    expect(await findWorkspace(test.database, lecturer, second)).toMatchObject({ trial: true, right: "own" });
    expect(await findWorkspace(test.database, student, second)).toBeNull();

    const course = await findCourse(test.database, lecturer, lecture.slug);
    expect(course?.experiments).toMatchObject([{ version: { number: 1 }, mine: [] }]);
    const view = await viewDraft(test.database, experiment);
    expect(view.versions.map(({ number, workspaces }) => [number, workspaces])).toEqual([[1, 0]]);
    // Somebody who became a student of the course later would stand in the list of its class.
    await test.database.membership.updateMany({ where: { userId: lecturer }, data: { role: "student" } });
    const records = createClassRecords(test.database);
    const record = await records.read(CourseId.parse(experiment.course.id));
    expect(record?.students.flatMap(({ workspaces }) => workspaces)).toEqual([]);
  });
});

describe("an archived course", () => {
  it("starts nothing new, trials neither", async () => {
    const { experiment, lecture } = await published();
    await test.database.course.update({ where: { slug: lecture.slug }, data: { state: "archived" } });
    const late = startTrial(test.database, await lecture.authored(experiment.slug), lecture.people.lecturer);
    await expect(late).rejects.toMatchObject({ code: "refused" });
  });
});

describe("an experiment that is imported from a folder", () => {
  it("is edited as the newest version, follows newer ones until somebody changes it, and is not published twice", async () => {
    const lecture = await makeLecture(test.database);
    const course = await test.database.course.findUniqueOrThrow({ where: { slug: lecture.slug } });
    const folder = await readExperimentFolder("experiments/rmi-chat");
    await importExperiment(test.database, course.id, folder, 0);
    const experiment = await lecture.authored("rmi-chat");
    const view = await viewDraft(test.database, experiment);
    expect(view.changed).toBe(false);
    expect(view.files).toHaveLength(folder.files.length + 2);
    await importExperiment(test.database, course.id, { ...folder, sheet: "# Newer", hash: "newer" }, 0);
    expect(await lecture.read(experiment, "README.md")).toBe("# Newer");
    await lecture.write(experiment, "README.md", "# Mine");
    await importExperiment(test.database, course.id, { ...folder, sheet: "# Newest", hash: "newest" }, 0);
    expect(await lecture.read(experiment, "README.md")).toBe("# Mine");
  });
});
