import { readFile } from "node:fs/promises";
import { makeMember } from "../support/people";
import { createAuthoringPage } from "./authoring-page";
import { expect, test } from "./fixtures";
import { createWorkspacePage } from "./workspace-page";

/** A build, a start and a request, beside other tests. */
const checkMs = 90_000;

const compose = (title: string) => `x-varlab:
  title: "${title}"
  summary: "One asks, one answers."
  toolchain: node
  build:
    command: rm -rf build && cp -r src build
    artifacts: [{ name: programs, path: build }]
  open: [src/pong.mjs]
  questions:
    - { id: why, text: "What was wrong?", required: true }

services:
  pong:
    image: varlab/node-run
    command: [node, /app/pong.mjs]
    expose: ["8002"]
    mem_limit: 128m
    volumes: ["./starter/build:/app:ro"]
    x-varlab: { artifact: programs }
  ping:
    image: varlab/node-run
    command: [node, /app/ping.mjs]
    ports: ["8001"]
    depends_on: [pong]
    mem_limit: 128m
    volumes: ["./starter/build:/app:ro"]
    x-varlab:
      artifact: programs
      show: [{ port: 8001, title: "Ping" }]
`;

const checks = `checks:
  - name: "Ping answers with what pong says"
    hint: "On which port does pong listen, and on which one is it asked?"
    steps:
      - start: all
        within: 30s
      - log: { at: [ping, pong], text: "listens on" }
      - request: { url: "http://ping:8001/", status: 200, text: "pong says hello" }
        within: 10s
`;

const program = (port: number, answer: string) => `import http from "node:http";

http
  .createServer(async (request, response) => response.end(${answer}))
  .listen(${port}, () => console.log("listens on port ${port}"));
`;

test("a lecturer writes an experiment, mends a mistake, tries and publishes it; a student joins by code, solves it and hands in; the check passes, and the lecturer sees the result and exports it", async ({
  contextOf,
  database,
  lab,
  newStudent,
}) => {
  test.setTimeout(240_000);
  const lecturer = await makeMember(database, "lecturer", "var-2026");
  const joining = await newStudent();
  const page = await (await contextOf(lecturer)).newPage();
  const own = await (await contextOf(joining)).newPage();
  const author = createAuthoringPage(page);
  const name = lecturer.name.slice(-4);
  const title = `Ping ${name}`;
  let course = "";

  await test.step("the lecturer makes a course with a code", async () => {
    await page.goto("/courses/new");
    await page.getByLabel("Name").fill(`Story ${name}`);
    await page.getByRole("button", { name: "Create course" }).click();
    await page.waitForURL(/\/courses\/story-.*\/members$/);
    course = new URL(page.url()).pathname.split("/")[2] ?? "";
    await page.getByRole("button", { name: "New code" }).click();
  });
  const code = (await page.getByRole("list", { name: "Join codes" }).locator(".font-mono").textContent()) ?? "";

  await test.step("an experiment is written from nothing; a mistake is marked at its line, and mended", async () => {
    await page.goto(`/courses/${course}`);
    await page.getByRole("button", { name: "New experiment" }).first().click();
    const dialog = page.getByRole("dialog", { name: "New experiment" });
    await dialog.getByLabel("Title").fill(title);
    await dialog.getByRole("button", { name: "Create", exact: true }).click();
    await page.waitForURL(/\/edit$/);
    const wrong = compose(title).replace("    depends_on: [pong]", "    depends_on: [pong]\n    privileged: true");
    const line = wrong.split("\n").findIndex((one) => one.includes("privileged")) + 1;
    await author.write("compose.yaml", wrong);
    const problem = author.problems.getByRole("button", { name: `compose.yaml:${line}` });
    await expect(problem).toContainText("gives the container all rights of the host");
    await problem.click();
    await expect(author.text("compose.yaml")).toBeFocused();
    await page.keyboard.press("Control+Shift+k");
    await expect(problem).toHaveCount(0);
    await author.create("starter/src/ping.mjs");
    await author.write("starter/src/ping.mjs", program(8001, 'await (await fetch("http://pong:8002/")).text()'));
    await author.create("starter/src/pong.mjs");
    await author.write("starter/src/pong.mjs", program(8003, '"pong says hello\\n"'));
    await author.create("checks/answers.yaml");
    await author.write("checks/answers.yaml", checks);
    await expect(author.problems).toContainText("No problems");
  });

  await test.step("it is tried as a student, where nothing can be handed in, and published", async () => {
    await page.getByRole("button", { name: "Try it as a student" }).click();
    await page.waitForURL(/\/w\//);
    const trial = createWorkspacePage(page, lab.data);
    await trial.ready();
    await trial.build(1);
    await trial.deployAll();
    await page.getByRole("button", { name: "Start all", exact: true }).click();
    await trial.prints("pong", "listens on port 8003");
    await expect(page.getByRole("button", { name: "Hand in…" })).toHaveAttribute("aria-disabled", "true");
    await page.getByRole("link", { name: "Back to the draft" }).click();
    await page.waitForURL(/\/edit$/);
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByRole("dialog", { name: "Publish version 1" }).getByRole("button", { name: "Publish" }).click();
    await expect(page.getByText("version 1", { exact: true })).toBeVisible();
  });

  const workspace = createWorkspacePage(own, lab.data);
  await test.step("a student joins by the code, starts the experiment and solves it", async () => {
    await own.goto("/");
    await own.getByLabel("Join code").fill(code);
    await own.getByRole("button", { name: "Join", exact: true }).click();
    await own.getByRole("button", { name: `Start ${title}` }).click();
    await own.waitForURL(/\/w\//);
    await workspace.ready();
    await workspace.open("src/pong.mjs");
    await workspace.replaceText("src/pong.mjs", program(8002, '"pong says hello\\n"'));
  });

  await test.step("the check passes", async () => {
    await own.getByRole("banner").getByRole("button", { name: "Check", exact: true }).click();
    const state = own.getByRole("region", { name: "Checks", exact: true }).getByRole("status").first();
    await expect(state).toContainText("passed", { timeout: checkMs });
  });

  await test.step("the student hands in, with the answer that is asked for", async () => {
    await own.getByRole("button", { name: "Hand in…" }).first().click();
    const dialog = own.getByRole("dialog", { name: "Hand in" });
    await expect(dialog).toContainText("1 of 1");
    const submit = dialog.getByRole("button", { name: "Hand in", exact: true });
    await expect(submit).toHaveAttribute("aria-disabled", "true");
    await dialog.getByLabel("What was wrong?").fill("Pong listened on 8003.");
    await submit.click();
    const panel = own.getByRole("region", { name: "Submission", exact: true });
    await expect(panel.getByRole("list", { name: "Submissions" })).toContainText("Submission 1");
    await expect(panel).toContainText("There is no feedback yet.");
  });

  await test.step("the lecturer sees the result and exports it", async () => {
    await page.goto(`/courses/${course}`);
    await page.getByRole("link", { name: title, exact: true }).click();
    await page.getByRole("link", { name: "Submissions", exact: true }).click();
    const line = page.getByRole("row", { name: new RegExp(joining.name) });
    await expect(line).toContainText("passed");
    await expect(line).toContainText("to be reviewed");
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export CSV" }).click();
    const csv = await readFile(await (await downloading).path(), "utf8");
    expect(csv.split("\r\n")[1]).toMatch(
      new RegExp(`^${joining.name},${joining.email},,1,[^,]+,no,passed,1,1,no,,,,,no$`),
    );
  });

  await test.step("feedback on a line and a result are the student's to see once they are released", async () => {
    await page.getByRole("link", { name: joining.name }).click();
    await expect(page.getByText("Pong listened on 8003.")).toHaveCount(0);
    await page.getByRole("tab", { name: "Answers" }).click();
    await expect(page.getByText("Pong listened on 8003.")).toBeVisible();
    await page.getByRole("tab", { name: / files$/ }).click();
    const tree = page.getByRole("tree", { name: "Files of the submission" });
    await tree.getByTitle("src/pong.mjs", { exact: true }).click();
    await expect(page.getByRole("textbox", { name: "Text of src/pong.mjs, read-only" })).toBeAttached();
    await page.locator(".monaco-editor .line-numbers", { hasText: /^5$/ }).click();
    await expect(page.getByRole("button", { name: "Comment on line 5" })).toBeVisible();
    const remark = page.getByLabel("Remark: src/pong.mjs, line 5");
    await remark.fill("<b>Right</b>, this was the line.");
    await page.getByRole("button", { name: "Add remark" }).click();
    await expect(page.locator(".varlab-remark-line")).toHaveCount(1);
    await page.getByLabel("Points").fill("9,5");
    await page.getByLabel("Of", { exact: true }).fill("10");
    await page.getByRole("button", { name: "Save result" }).click();
    await expect(page.getByText(`by ${lecturer.name}`)).toBeVisible();
    const panel = own.getByRole("region", { name: "Submission", exact: true });
    await own.reload();
    await workspace.ready();
    await expect(panel).toContainText("There is no feedback yet.");
    await page.getByRole("button", { name: "Release to the student" }).click();
    await expect(page.getByRole("button", { name: "Take back" })).toBeVisible();
    await own.reload();
    await expect(panel).toContainText("<b>Right</b>, this was the line.");
    await expect(panel.getByText("9.5 of 10").first()).toBeVisible();
    await panel.getByRole("button", { name: "src/pong.mjs, line 5" }).click();
    await expect(own.getByRole("tab", { name: "pong.mjs", selected: true })).toBeVisible();
  });

  await test.step("the lecturer runs it again in a copy, which checks like the student's own", async () => {
    await page.getByRole("button", { name: "Run again" }).click();
    await page.waitForURL(/\/w\//);
    const copy = createWorkspacePage(page, lab.data);
    await copy.ready();
    await expect(page.getByRole("heading", { name: new RegExp(`${joining.name}, submission 1`) })).toBeVisible();
    expect(await copy.saved("src/pong.mjs")).toContain("listen(8002");
    await page.getByRole("link", { name: "Back to the submission" }).click();
    await page.getByRole("button", { name: "Remove the copy" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove the copy" }).click();
    await expect(page.getByRole("button", { name: "Run again" })).toBeVisible();
  });
});
