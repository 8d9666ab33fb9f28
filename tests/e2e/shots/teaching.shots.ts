import { randomBytes } from "node:crypto";
import { makeLink } from "#app/_server/auth/one-time-links";
import { makeMember } from "../../support/people";
import { createAuthoringPage } from "../authoring-page";
import { expect, test } from "../fixtures";
import { shoot } from "./shoot";

test("writing an experiment", async ({ contextOf, database }) => {
  const lecturer = await makeMember(database, "lecturer", "var-2026");
  await database.user.update({ where: { email: lecturer.email }, data: { name: "Lena Lang" } });
  const page = await (await contextOf(lecturer)).newPage();
  const author = createAuthoringPage(page);
  await page.goto("/courses/var-2026");
  await page.getByRole("button", { name: "New experiment" }).click();
  const dialog = page.getByRole("dialog", { name: "New experiment" });
  await dialog.getByLabel("Title").fill("Leader election");
  await shoot(page, "experiment-new");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await page.waitForURL(/\/edit$/);
  await expect(author.problems).toContainText("No problems");
  await shoot(page, "authoring");
  await author.text("compose.yaml").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("  spy:\nimage: alpine:3\n");
  await page.keyboard.type("privileged: true\n");
  await expect(author.problems).toContainText("gives the container all rights of the host");
  await shoot(page, "authoring-problems");
  await author.preview.getByRole("tab", { name: "Limits" }).click();
  await shoot(page, "authoring-limits", ["wide"]);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await shoot(page, "authoring-menu", ["wide"]);
});

test("the people of a course", async ({ contextOf, database, newStudent }) => {
  const lecturer = await makeMember(database, "lecturer", "var-2026");
  await database.user.update({ where: { email: lecturer.email }, data: { name: "Lena Lang" } });
  const page = await (await contextOf(lecturer)).newPage();
  await page.goto("/");
  await page.getByRole("link", { name: "New course" }).click();
  await expect(page.getByLabel("Name")).toBeVisible();
  await shoot(page, "course-new");
  await page.getByLabel("Name").fill(`VAR ${randomBytes(2).toString("hex")}`);
  await page.getByRole("button", { name: "Create course" }).click();
  await page.waitForURL(/\/members$/);
  await page.getByRole("link", { name: "Add people" }).click();
  const list = [
    "e-mail;name;role;group",
    "mira@students.example;Mira Adler;student;Tuesday",
    "paul@students.example;Paul Winter;student;Friday",
    "tom@staff.example;Tom Berger;tutor;",
    "nonsense;Nobody;;",
  ];
  await page.getByLabel("List").fill(list.join("\n"));
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByRole("region", { name: "Preview" })).toContainText("is not an e-mail address");
  await shoot(page, "members-add");
  await page.getByRole("button", { name: /^Take \d lines$/ }).click();
  await page.getByRole("button", { name: "New code" }).click();
  await expect(page.getByRole("list", { name: "Join codes" }).getByRole("listitem")).toHaveCount(1);
  await shoot(page, "members");
  const code = (await page.getByRole("list", { name: "Join codes" }).locator(".font-mono").textContent()) ?? "";
  await page.getByRole("button", { name: "Change Mira Adler" }).click();
  await page.getByRole("menuitem", { name: /invitation/i }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make the link" }).click();
  await expect(page.getByRole("dialog").getByLabel("Invitation link")).toHaveValue(/\/invitation\//);
  await shoot(page, "member-invited");

  const joining = await (await contextOf(await newStudent())).newPage();
  await joining.goto(`/join/${code}`);
  await expect(joining.getByRole("button", { name: "Join", exact: true })).toBeVisible();
  await shoot(joining, "join");
});

test("who was invited, and who has lost a password", async ({ browser, database, lab }) => {
  const id = randomBytes(5).toString("hex");
  await database.user.create({ data: { id, email: `mira-${id}@students.example`, name: "Mira Adler" } });
  const page = await (await browser.newContext({ baseURL: lab.origin })).newPage();
  for (const [kind, name] of [
    ["invitation", "invitation"],
    ["reset", "new-password"],
  ] as const) {
    await page.goto((await makeLink(database, id, kind)).path);
    await expect(page.getByLabel("Password", { exact: false }).first()).toBeVisible();
    await shoot(page, name);
  }
  await page.goto("/invitation/used");
  await expect(page.locator("main")).toBeVisible();
  await shoot(page, "invitation-spent");
  await page.context().close();
});

test("what an operator sees", async ({ contextOf, database, newStudent, openExperiment }) => {
  const operator = await newStudent();
  await database.user.update({ where: { email: operator.email }, data: { operator: true, name: "Olga Operator" } });
  const workspace = await openExperiment("hello-relay");
  await workspace.build(1);
  await workspace.deployAll();
  await workspace.page.getByRole("button", { name: "Start all", exact: true }).click();
  await workspace.prints("service1", "listens on");
  const page = await (await contextOf(operator)).newPage();
  await page.goto("/operator");
  await expect(page.getByRole("region", { name: "What runs" })).toContainText("Hello relay");
  await shoot(page, "operator");
});

test("checks that fail, and everybody's", async ({ contextOf, database, openExperiment }) => {
  const { page } = await openExperiment("hello-relay");
  const panel = page.getByRole("region", { name: "Checks", exact: true });
  await page.keyboard.press("F1");
  await page.getByRole("combobox").fill(">Go to Checks");
  await page.getByRole("option").first().click();
  await shoot(page, "checks-before");
  await page.getByRole("banner").getByRole("button", { name: "Check", exact: true }).click();
  await expect(panel.getByRole("status").first()).toContainText("failed", { timeout: 120_000 });
  await shoot(page, "checks-failed");
  const lecturer = await makeMember(database, "lecturer", "var-2026");
  const teaching = await (await contextOf(lecturer)).newPage();
  await teaching.goto("/courses/var-2026/hello-relay");
  await expect(teaching.locator("main")).toBeVisible();
  await shoot(teaching, "experiment-class");
});
