import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { makeMember } from "../support/people";
import { expect, test } from "./fixtures";

const courseSlug = "var-2026";

test("a student raises a hand; a tutor comes in one click, asks, types with consent, and is stopped in the middle of a line", async ({
  openExperiment,
  contextOf,
  database,
  student,
  lab,
}) => {
  await database.course.update({ where: { slug: courseSlug }, data: { record: true } });
  const workspace = await openExperiment("hello-relay");
  const { page } = workspace;
  const files = path.join(lab.data, "workspaces", path.basename(new URL(page.url()).pathname), "files");
  const tutor = await makeMember(database, "tutor", courseSlug);
  const classroom = await (await contextOf(tutor)).newPage();
  let view: Page = classroom;
  const may = () => view.getByRole("status", { name: "What you may do" });

  await test.step("the student's build fails, and a terminal is open", async () => {
    await workspace.open("src/service1.mjs");
    await workspace.replaceText("src/service1.mjs", "this is no JavaScript\n");
    await page.getByRole("button", { name: "Build", exact: true }).click();
    await expect(page.getByRole("region", { name: "Build", exact: true }).getByRole("status").first()).toContainText(
      "failed",
      { timeout: 60_000 },
    );
    await page.keyboard.press("Control+`");
    await expect(terminalInput(page)).toBeFocused();
  });

  await test.step("the hand goes up with a sentence and the failed build, and the page says the place in the line", async () => {
    await page.getByRole("button", { name: "Raise hand", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Raise your hand" });
    await expect(dialog.getByLabel("What is it about?").locator("option:checked")).toHaveText("Build 1 (failed)");
    await dialog.getByLabel("What are you stuck with?").fill("What is wrong with line 1? It ran yesterday.");
    await dialog.getByRole("button", { name: "Raise hand" }).click();
    await expect(page.getByRole("button", { name: /^Hand raised: (Next|\d+..) in line$/ })).toBeVisible();
  });

  const ticket = classroom.getByRole("listitem", { name: `${student.name} asks for help` });
  await test.step("the tutor finds the way from the course, and the ticket with its lines", async () => {
    await classroom.goto(`/courses/${courseSlug}`);
    await classroom.getByRole("link", { name: "Class", exact: true }).click();
    await expect(ticket).toContainText("What is wrong with line 1?");
    await expect(ticket).toContainText("Hello relay");
    await ticket.getByRole("button", { name: /^The last \d+ lines$/ }).click();
    await expect(ticket.locator("pre")).toContainText("src/service1.mjs:1:6 - error TS1005");
  });

  await test.step("one click leads to the student's terminal, as a viewer", async () => {
    const opened = classroom.context().waitForEvent("page");
    await ticket.getByRole("link", { name: "Open terminal" }).click();
    view = await opened;
    await expect(may()).toHaveText("watching");
    await expect(terminalInput(view)).toBeFocused();
    await expect(page.getByRole("button", { name: `People here: ${tutor.name} watches since` })).toBeVisible();
    await expect(page.getByRole("button", { name: `Hand raised: ${tutor.name} is on it` })).toBeVisible();
    const build = view.getByRole("banner").getByRole("button", { name: "Build", exact: true });
    await expect(build).toHaveAttribute("title", /^You only watch here/);
  });

  await test.step("what the watching tutor types goes nowhere", async () => {
    await view.keyboard.type("touch watching\n");
    await view.getByRole("button", { name: "Ask to type" }).click();
    await expect(may()).toHaveText("asked to type");
  });

  await test.step("the student allows it, and one command arrives", async () => {
    const request = page.getByRole("alert", { name: `${tutor.name} asks to type` });
    await request.getByRole("button", { name: "Allow" }).click();
    await expect(may()).toHaveText("you may type");
    await terminalInput(view).focus();
    await view.keyboard.type("touch allowed\n");
    await expect.poll(() => readdir(files)).toContain("allowed");
    expect(await readdir(files)).not.toContain("watching");
  });

  await test.step("the student stops it in the middle of the next line, whose rest never arrives", async () => {
    const name = "x".repeat(60);
    await terminalInput(view).focus();
    const typing = view.keyboard.type(`touch stopped-${name}\n`, { delay: 40 });
    await page.getByRole("button", { name: `Stop: ${tutor.name} may type in your workspace` }).click();
    await expect(may()).toHaveText("watching");
    await typing;
    await expect(page.getByRole("button", { name: /^Stop: / })).toHaveCount(0);
    await terminalInput(page).focus();
    await page.keyboard.press("Control+u");
    await page.keyboard.type("touch after\n");
    await expect.poll(() => readdir(files)).toContain("after");
    expect((await readdir(files)).filter((file) => file.startsWith("stopped"))).toEqual([]);
  });

  await test.step("the student reads all of it in the list", async () => {
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "People and activity" }).click();
    const list = page.getByRole("dialog").getByRole("list", { name: "Activity" });
    const sentences = [
      `${student.name} stopped ${tutor.name} from typing.`,
      `${student.name} let ${tutor.name} type.`,
      `${tutor.name} asked to type.`,
      `${tutor.name} began to watch.`,
      `${tutor.name} took the question.`,
      `${student.name} raised a hand.`,
    ];
    for (const sentence of sentences) await expect(list.getByText(sentence)).toHaveCount(1);
    await page.keyboard.press("Escape");
  });

  await test.step("the recording plays what the tutor typed, and the line only as far as it arrived", async () => {
    await terminalInput(page).focus();
    await page.keyboard.type("exit\n");
    await expect(page.getByText("The shell has ended.")).toBeVisible();
    const [player] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("link", { name: "Recording" }).click(),
    ]);
    const recording = player.getByRole("region", { name: /^Recording of toolchain/ });
    await recording.getByRole("button", { name: "4×" }).click();
    await recording.getByRole("button", { name: "Play", exact: true }).click();
    await expect(recording.getByRole("button", { name: "Play again" })).toBeVisible({ timeout: 40_000 });
    const text = recording.locator(".xterm-rows");
    await expect(text).toContainText("touch allowed");
    await expect(text).toContainText("touch after");
    await expect(text).not.toContainText("x".repeat(60));
    await player.close();
  });

  await test.step("the tutor closes the ticket, and the student can ask again", async () => {
    await ticket.getByRole("button", { name: "Close", exact: true }).click();
    await expect(ticket).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Raise hand", exact: true })).toBeVisible();
    await view.close();
    await expect(page.getByRole("button", { name: /^People here/ })).toHaveCount(0);
  });
});

test("an invited classmate finds the workspace on the course's page, and is out at once when removed", async ({
  openExperiment,
  contextOf,
  newStudent,
  student,
}) => {
  const workspace = await openExperiment("hello-relay");
  const { page } = workspace;
  const friend = await newStudent();
  const visit = await (await contextOf(friend)).newPage();
  const stranger = await visit.goto(page.url());
  expect(stranger?.status()).toBe(404);

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Invite a classmate" }).click();
  const dialog = page.getByRole("dialog", { name: "People in this workspace" });
  await dialog.getByLabel("What they may do").selectOption("may type");
  await dialog.getByLabel("Invite a classmate").fill(friend.name);
  await dialog.getByRole("button", { name: `Invite ${friend.name}` }).click();
  await expect(dialog.getByRole("list", { name: "Invited classmates" })).toContainText(friend.name);
  await page.keyboard.press("Escape");

  await visit.goto(`/courses/${courseSlug}`);
  await visit.getByRole("link", { name: `Hello relay with ${student.name}` }).click();
  await expect(visit.getByRole("status", { name: "What you may do" })).toHaveText("you may type");
  await expect(page.getByRole("button", { name: `People here: ${friend.name} may type since` })).toBeVisible();

  await page.getByRole("button", { name: /^People here/ }).click();
  await page.getByRole("tab", { name: "Invitations" }).click();
  await dialog.getByRole("button", { name: `Remove ${friend.name}` }).click();
  await expect(visit.getByText(`${student.name} has ended your visit to this workspace.`)).toBeVisible();
  await visit.goto(`/courses/${courseSlug}`);
  await expect(visit.getByText("Shared with you")).toHaveCount(0);
});

test("the class page and its settings are unknown to students, and settings to tutors", async ({
  contextOf,
  database,
  student,
}) => {
  const learning = await (await contextOf(student)).newPage();
  expect((await learning.goto(`/courses/${courseSlug}/class`))?.status()).toBe(404);
  await learning.goto(`/courses/${courseSlug}`);
  await expect(learning.getByRole("link", { name: "Class", exact: true })).toHaveCount(0);

  const tutor = await makeMember(database, "tutor", courseSlug);
  const teaching = await (await contextOf(tutor)).newPage();
  await teaching.goto(`/courses/${courseSlug}/class`);
  await expect(teaching.getByRole("heading", { name: "Help queue" })).toBeVisible();
  await expect(teaching.getByRole("link", { name: "Settings" })).toHaveCount(0);
  expect((await teaching.goto(`/courses/${courseSlug}/settings`))?.status()).toBe(404);
});

function terminalInput(page: Page) {
  return page.getByRole("region", { name: "Terminal", exact: true }).getByRole("textbox", { name: "Terminal input" });
}
