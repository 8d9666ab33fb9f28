import type { Database } from "#prisma/client";
import { WorkspaceId } from "#shared/ids";
import { type Course, makeCourse, makePerson, signTicket } from "../../integration/fixtures/course";
import { openLivePage } from "../../support/live-page";
import { makeMember } from "../../support/people";
import { expect, test } from "../fixtures";
import { shoot } from "./shoot";

const names = [
  ...["Amira Haddad", "Ben Brandt", "Carla Engel", "Daniel Vogt", "Elif Kaya", "Finn Petersen", "Greta Lang"],
  ...["Hannes Wolf", "Ines Costa", "Jonas Krüger", "Katja Novak", "Lukas Bauer", "Mei Lin", "Noah Schulz"],
];
const hosts = ["server", "anton", "berta", "clarissa"];

const compose = `
x-varlab:
  title: RMI chat
  summary: One server, three clients
  toolchain: java
  build: { command: "true", artifacts: [{ name: program, path: out }] }
services:
${hosts.map((name) => `  ${name}: { image: varlab/java, command: ["java", "${name}"] }`).join("\n")}
`;

test("the class page and its queue", async ({ contextOf, database, lab }) => {
  const course = await makeCourse(database, compose);
  await database.course.update({ where: { id: course.id }, data: { title: "VAR 2026" } });
  await database.experimentVersion.update({ where: { id: course.versionId }, data: { title: "RMI chat" } });
  const lecturer = await makeMember(database, "lecturer", course.id);
  const page = await (await contextOf(lecturer)).newPage();
  await page.goto(`/courses/${course.id}/class`);
  await expect(page.getByText("There are no students")).toBeVisible();
  await shoot(page, "class-empty", ["wide"]);

  for (const [index, name] of names.entries()) {
    const person = await makePerson(database, course);
    await database.user.update({ where: { id: person.id }, data: { name } });
    if (index === 6 || index === 12) continue;
    const workspace = await work(database, course, person.id, index);
    if (index % 4 === 3) continue;
    const live = await openLivePage(lab.serverOrigin, () => signTicket(person, workspace));
    if (index === 2)
      await live.value("help:raise", {
        sentence: "The server runs, but anton says “Connection refused: localhost”. Where do I set the host?",
        about: { kind: "instance", name: "anton" as never },
      });
    if (index === 8) await live.value("help:raise", { sentence: "Do we have to close the registry ourselves?" });
  }
  const queue = page.getByRole("region", { name: "Help queue" });
  await expect(queue.getByRole("listitem")).toHaveCount(2);
  await queue.getByRole("button", { name: "Take", exact: true }).last().click();
  await expect(queue.getByText("you ·")).toBeVisible();
  await shoot(page, "class");
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await shoot(page, "course-settings");
});

test("a shared terminal, from both sides", async ({ openExperiment, contextOf, database }) => {
  const workspace = await openExperiment("hello-relay");
  const { page } = workspace;
  const tutor = await makeMember(database, "tutor", "var-2026");
  await database.user.update({ where: { email: tutor.email }, data: { name: "Tom Berger" } });
  await page.keyboard.press("Control+`");
  const terminal = page.getByRole("region", { name: "Terminal", exact: true });
  await expect(terminal.getByRole("textbox", { name: "Terminal input" })).toBeFocused();
  await page.getByRole("button", { name: "Raise hand", exact: true }).click();
  await page.getByLabel("What are you stuck with?").fill("Why does service1 not find service2?");
  await shoot(page, "raise-hand");
  await page.getByRole("dialog").getByRole("button", { name: "Raise hand" }).click();

  const view = await (await contextOf(tutor)).newPage();
  await view.goto(`${page.url()}?at=terminal`);
  await view.getByRole("button", { name: "Ask to type" }).click();
  await expect(page.getByRole("alert", { name: "Tom Berger asks to type" })).toBeVisible();
  await shoot(page, "drive-asked");
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(view.getByRole("status", { name: "What you may do" })).toHaveText("you may type");
  const input = view
    .getByRole("region", { name: "Terminal", exact: true })
    .getByRole("textbox", { name: "Terminal input" });
  await input.focus();
  await view.keyboard.type("grep -n localhost src/*.mjs\n");
  await expect(page.getByRole("button", { name: /^Stop: / })).toBeVisible();
  await shoot(page, "shared-terminal-student");
  await shoot(view, "shared-terminal-tutor");
  await page.getByRole("button", { name: /^People here/ }).click();
  await page.getByRole("tab", { name: "Activity" }).click();
  await expect(page.getByRole("list", { name: "Activity" })).toContainText("asked to type");
  await shoot(page, "activity");
});

test("a recording in its player", async ({ openExperiment, database }) => {
  await database.course.update({ where: { slug: "var-2026" }, data: { record: true } });
  const { page } = await openExperiment("hello-relay");
  await page.keyboard.press("Control+`");
  const terminal = page.getByRole("region", { name: "Terminal", exact: true });
  await expect(terminal.getByRole("textbox", { name: "Terminal input" })).toBeFocused();
  await page.keyboard.type("grep -n localhost src/*.mjs\nls --color -l src\nexit\n");
  await expect(terminal.getByText("The shell has ended.")).toBeVisible();
  const [player] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("link", { name: "Recording" }).click(),
  ]);
  const recording = player.getByRole("region", { name: /^Recording of toolchain/ });
  await recording.getByRole("button", { name: "Play", exact: true }).click();
  await expect(recording.getByRole("button", { name: "Play again" })).toBeVisible();
  await shoot(player, "recording");
  await database.course.update({ where: { slug: "var-2026" }, data: { record: false } });
});

/** A workspace with the traces of some work; every number leaves others. */
async function work(database: Database, course: Course, ownerId: string, index: number) {
  const id = WorkspaceId.parse(`${ownerId}-workspace`);
  const minutes = (count: number) => new Date(Date.now() - count * 60_000);
  const failed = index % 5 === 1;
  const progressAt = minutes(index * 1.7);
  await database.workspace.create({
    data: { id, ownerId, versionId: course.versionId, state: "ready", openedAt: minutes(40), progressAt },
  });
  const diagnostic = {
    ...{ file: "src/var/rmi/chat/ChatServer.java", line: 24, column: 9, severity: "error", source: "javac" },
    message: "cannot find symbol",
  };
  await database.build.create({
    data: {
      ...{ id: `${id}-build`, workspaceId: id, number: 3 + index, state: failed ? "failed" : "succeeded" },
      ...{ command: "make", createdAt: minutes(index + 2), startedAt: minutes(index + 2), endedAt: minutes(index + 2) },
      diagnostics: JSON.stringify(failed ? [diagnostic] : []),
    },
  });
  for (const [at, instance] of hosts.entries()) {
    if (failed && at > 0) continue;
    const ends = (index + at) % 4 === 2;
    const exitCode = ends ? index % 2 : null;
    const state = exitCode === null ? "running" : exitCode === 0 ? "exited" : "failed";
    await database.run.create({
      data: {
        ...{ id: `${id}-${instance}`, workspaceId: id, instance, number: 1, state, command: "[]", exitCode },
        ...{ startedAt: minutes(index + 1), endedAt: ends ? minutes(index) : null },
      },
    });
  }
  return id;
}
