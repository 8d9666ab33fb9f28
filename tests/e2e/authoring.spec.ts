import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { makeMember } from "../support/people";
import { createAuthoringPage } from "./authoring-page";
import { expect, test } from "./fixtures";
import { createWorkspacePage } from "./workspace-page";

const course = "var-2026";

const compose = `x-varlab:
  title: "Ping and pong"
  summary: "One asks, one answers."
  toolchain: node
  build:
    command: |
      set -e
      rm -rf build
      cp -r src build
    timeout: 60
    artifacts:
      - name: programs
        path: build
  open:
    - src/ping.mjs

services:
  pong:
    image: varlab/node-run
    command: [node, /app/pong.mjs]
    expose: ["8002"]
    mem_limit: 128m
    volumes:
      - ./starter/build:/app:ro
    x-varlab:
      description: "Answers"
      artifact: programs
      editable: [command]

  ping:
    image: varlab/node-run
    command: [node, /app/ping.mjs]
    ports: ["8001"]
    depends_on: [pong]
    mem_limit: 128m
    volumes:
      - ./starter/build:/app:ro
    x-varlab:
      description: "Asks for the browser"
      artifact: programs
      editable: [command]
      show:
        - port: 8001
          title: "Ping"
`;

const listen = (port: number, answer: string) => `import http from "node:http";

http
  .createServer(async (request, response) => response.end(${answer}))
  .listen(${port}, () => console.log("listens on port ${port}"));
`;

/** A lecturer of the demo course at the page of the course. */
async function lecturing(page: Page): Promise<Page> {
  await page.goto(`/courses/${course}`);
  return page;
}

test("a lecturer writes an experiment of two services from nothing, mends a mistake, tries and publishes it; a student starts it", async ({
  contextOf,
  database,
  lab,
  student,
}) => {
  test.setTimeout(240_000);
  const lecturer = await makeMember(database, "lecturer", course);
  const page = await lecturing(await (await contextOf(lecturer)).newPage());
  const learning = await (await contextOf(student)).newPage();
  const author = createAuthoringPage(page);
  const title = `Ping and pong ${lecturer.name.slice(-4)}`;
  const text = compose.replace("Ping and pong", title);

  await test.step("it begins with a template that can be tried as it is", async () => {
    await page.getByRole("button", { name: "New experiment" }).click();
    const dialog = page.getByRole("dialog", { name: "New experiment" });
    await dialog.getByLabel("Title").fill(title);
    await dialog.getByRole("button", { name: "Create", exact: true }).click();
    await page.waitForURL(/\/edit$/);
    await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
    await expect(author.problems).toContainText("No problems");
    await expect(author.preview.getByTitle("Go to server in compose.yaml")).toBeVisible();
  });

  await test.step("a mistake is marked at its line, and keeps it from being tried and published", async () => {
    const wrong = text.replace("    depends_on: [pong]\n", "    depends_on: [pong]\n    privileged: true\n");
    const line = wrong.split("\n").findIndex((one) => one.includes("privileged")) + 1;
    await author.write("compose.yaml", wrong);
    const problem = author.problems.getByRole("button", { name: `compose.yaml:${line}` });
    await expect(problem).toContainText("gives the container all rights of the host");
    await expect(page.getByText("As it was before the problems in compose.yaml.")).toBeVisible();
    for (const name of ["Try it as a student", "Publish"])
      await expect(page.getByRole("button", { name })).toHaveAttribute("aria-disabled", "true");
    await problem.click();
    await expect(author.text("compose.yaml")).toBeFocused();
    await expect(page.locator(".monaco-editor .squiggly-error")).toHaveCount(1);
  });

  await test.step("it is mended where the cursor stands, and the drawing follows", async () => {
    await page.keyboard.press("Control+Shift+k");
    await expect(author.problems).toContainText("The starter has no file src/ping.mjs");
    for (const name of ["ping", "pong"])
      await expect(author.preview.getByTitle(`Go to ${name} in compose.yaml`)).toBeVisible();
    await expect(page.locator(".monaco-editor .squiggly-error")).toHaveCount(0);
  });

  await test.step("keys and values are offered and explained", async () => {
    await page.keyboard.press("Control+End");
    await page.keyboard.type("  third:");
    await page.keyboard.press("Enter");
    await page.keyboard.type("ima");
    const offers = page.getByRole("listbox", { name: "Suggest" });
    await expect(offers.getByRole("listitem", { name: /^image/ })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(offers.getByRole("listitem", { name: /varlab\/python-run/ })).toBeVisible();
    await page.keyboard.press("Escape");
    await author.write("compose.yaml", text);
  });

  await test.step("the starter is written, and the sheet with its preview", async () => {
    await author.create("starter/src/ping.mjs");
    await author.write("starter/src/ping.mjs", listen(8001, 'await (await fetch("http://pong:8002/")).text()'));
    await author.create("starter/src/pong.mjs");
    await author.write("starter/src/pong.mjs", listen(8002, '"pong says hello\\n"'));
    await author.write("README.md", "# Ping and pong\n\nAsk **ping**; pong answers.\n");
    await expect(author.preview.getByRole("heading", { name: "Ping and pong" })).toBeVisible();
    await expect(author.problems).toContainText("No problems");
    await author.preview.getByRole("tab", { name: "Limits" }).click();
    await author.preview.getByLabel("Students who work at the same time").fill("60");
    await expect(author.preview.getByRole("status", { name: "Forecast" })).toContainText(
      /60 students × 2 instances × 128 MB = 15 GB; this machine has \d/,
    );
  });

  await test.step("the lecturer tries it as a student, unseen by the class", async () => {
    await page.getByRole("button", { name: "Try it as a student" }).click();
    await page.waitForURL(/\/w\//);
    const workspace = createWorkspacePage(page, lab.data);
    await workspace.ready();
    await expect(page.getByRole("heading", { name: `Trial of ${title}` })).toBeVisible();
    await workspace.build(1);
    await workspace.deployAll();
    for (const name of ["ping", "pong"]) await expect(workspace.tile(name)).toContainText("build 1");
    await page.getByRole("button", { name: "Start all", exact: true }).click();
    for (const name of ["pong", "ping"]) await workspace.prints(name, "listens on port");
    const opened = page.context().waitForEvent("page");
    await workspace.tile("ping").getByRole("button", { name: ":8001" }).click();
    const shown = await opened;
    await expect(shown.locator("body")).toContainText("pong says hello");
    await shown.close();
    await learning.goto(`/courses/${course}`);
    await expect(learning.getByRole("heading", { name: "VAR 2026" })).toBeVisible();
    await expect(learning.getByRole("link", { name: title })).toHaveCount(0);
    await page.getByRole("link", { name: "Back to the draft" }).click();
    await page.waitForURL(/\/edit$/);
  });

  await test.step("it is published as version 1, and nothing is left to publish", async () => {
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Publish version 1" });
    await dialog.getByLabel("What is new").fill("The first one");
    await dialog.getByRole("button", { name: "Publish" }).click();
    await expect(page.getByText("version 1", { exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Publish", exact: true })).toHaveAttribute("aria-disabled", "true");
  });

  await test.step("a student finds it and starts it", async () => {
    await learning.reload();
    await learning.getByRole("button", { name: `Start ${title}` }).click();
    await learning.waitForURL(/\/w\//);
    const workspace = createWorkspacePage(learning, lab.data);
    await workspace.ready();
    expect(await workspace.saved("src/pong.mjs")).toContain("pong says hello");
    await expect(learning.getByRole("heading", { name: title, exact: true })).toBeVisible();
  });

  await test.step("the next change is compared with the version, exported and imported again", async () => {
    await author.write("README.md", "# Ping and pong\n\nAsk **ping** twice.\n");
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Versions and changes" }).click();
    const versions = page.getByRole("dialog", { name: "Versions and changes" });
    await expect(versions.getByRole("list", { name: "Versions" })).toContainText("The first one");
    await expect(versions.getByLabel("One file differs:")).toHaveValue("README.md");
    await expect(versions.locator(".monaco-diff-editor")).toContainText("Ask **ping** twice.");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "More", exact: true }).click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Export as a zip" }).click();
    const zip = await readFile(await (await downloading).path());
    await page.goto(`/courses/${course}`);
    await page.getByRole("button", { name: "New experiment" }).click();
    await page
      .getByLabel("Zip or Compose file")
      .setInputFiles({ name: "ping.zip", mimeType: "application/zip", buffer: zip });
    await page.waitForURL(/-2\/edit$/);
    await author.open("README.md");
    await expect(author.preview.getByRole("heading", { name: "Ping and pong" })).toBeVisible();
  });
});

test("two lecturers who change one file see both texts, and neither is lost", async ({ contextOf, database }) => {
  const people = [await makeMember(database, "lecturer", course), await makeMember(database, "lecturer", course)];
  const [first, second] = await Promise.all(
    people.map(async (person) => createAuthoringPage(await lecturing(await (await contextOf(person)).newPage()))),
  );
  if (first === undefined || second === undefined) throw new Error("Two lecturers are needed.");
  await first.page.getByRole("button", { name: "New experiment" }).click();
  await first.page.getByLabel("Title").fill(`Conflict ${people[0]?.name.slice(-4)}`);
  await first.page.getByRole("button", { name: "Create", exact: true }).click();
  await first.page.waitForURL(/\/edit$/);
  await second.page.goto(first.page.url());
  await second.open("README.md");
  await second.page.context().setOffline(true);
  await second.text("README.md").focus();
  await second.page.keyboard.type("Second. ");
  await first.write("README.md", "# First\n");
  await second.page.context().setOffline(false);
  await second.page.keyboard.press("Control+s");
  await expect(second.page.getByText(`${people[0]?.name} saved this file while you changed it`)).toBeVisible();
  const diff = second.page.locator(".monaco-diff-editor");
  await expect(diff).toContainText("First");
  await expect(diff).toContainText("Second.");
  await second.page.getByRole("button", { name: "Keep mine" }).click();
  await expect(second.saved).toHaveText("saved");
  await expect(second.preview).toContainText("Second.");
  await first.page.reload();
  await first.open("README.md");
  await expect(first.preview).toContainText("Second.");
});

test("a draft is as unknown to students and tutors as what does not exist", async ({
  contextOf,
  database,
  student,
}) => {
  const tutor = await makeMember(database, "tutor", course);
  for (const person of [student, tutor]) {
    const page = await (await contextOf(person)).newPage();
    for (const slug of ["rmi-chat", "nothing"])
      expect((await page.goto(`/courses/${course}/${slug}/edit`))?.status()).toBe(404);
    await page.goto(`/courses/${course}`);
    await expect(page.getByRole("link", { name: "RMI chat", exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "New experiment" })).toHaveCount(0);
    await expect(page.getByRole("link", { name: /^Edit/ })).toHaveCount(0);
  }
});
