import { makeMember, type Person } from "../support/people";
import { expect, test } from "./fixtures";

test("a lecturer creates a course, adds members by a list and makes a code; a student joins by it, becomes a tutor, and the revoked code is refused", async ({
  contextOf,
  database,
  newStudent,
}) => {
  const lecturer = await makeMember(database, "lecturer", "var-2026");
  const page = await (await contextOf(lecturer)).newPage();
  const known = await newStudent();
  const joining = await newStudent();
  const title = `Course of ${lecturer.name}`;
  const members = page.getByRole("region", { name: "Members" });

  await test.step("the course is made from the home page", async () => {
    await page.goto("/");
    await page.getByRole("link", { name: "New course" }).click();
    await page.getByLabel("Name").fill(title);
    await page.getByRole("button", { name: "Create course" }).click();
    await expect(page).toHaveURL(/\/courses\/course-of-lecturer-.*\/members$/);
    await expect(members.getByText(lecturer.email)).toBeVisible();
  });

  await test.step("a list is looked at, with a sentence for the line that is wrong, then taken", async () => {
    await page.getByRole("link", { name: "Add people" }).click();
    await page
      .getByLabel("List")
      .fill(
        `e-mail;name;role;group\n${known.email};;student;Tuesday\nfresh-${known.email};Fresh Face;;Friday\nnonsense;X;;\n`,
      );
    await page.getByRole("button", { name: "Look at it" }).click();
    const preview = page.getByRole("region", { name: "Preview" });
    await expect(preview.getByText("“nonsense” is not an e-mail address.")).toBeVisible();
    await expect(preview.getByRole("row", { name: /Fresh Face/ })).toContainText("new, invited");
    await page.getByRole("button", { name: "Take 2 lines" }).click();
    await expect(members.getByRole("row", { name: /Fresh Face/ })).toContainText("not signed in yet");
    await members.getByLabel("Group").selectOption("Tuesday");
    await expect(members.getByRole("row", { name: new RegExp(known.name) })).toBeVisible();
    await expect(members.getByRole("row", { name: /Fresh Face/ })).toHaveCount(0);
    await members.getByLabel("Group").selectOption("All groups");
  });

  const codes = page.getByRole("list", { name: "Join codes" });
  const code = await test.step("a code is made", async () => {
    await page.getByRole("button", { name: "New code" }).click();
    await expect(codes.getByRole("listitem")).toHaveCount(1);
    return (await codes.locator(".font-mono").textContent()) ?? "";
  });

  const own = await (await contextOf(joining)).newPage();
  await test.step("a student types it at home and is in the course", async () => {
    await own.goto("/");
    await own.getByLabel("Join code").fill("0000-0000");
    await own.getByRole("button", { name: "Join", exact: true }).click();
    await expect(own.getByText("This code does not let anybody in")).toBeVisible();
    await own.getByLabel("Join code").fill(code.toUpperCase());
    await own.getByRole("button", { name: "Join", exact: true }).click();
    await expect(own.getByRole("heading", { name: title })).toBeVisible();
    await expect(own.getByText("You are a student here.")).toBeVisible();
  });

  await test.step("the student becomes a tutor", async () => {
    await page.reload();
    await members.getByRole("button", { name: `Change ${joining.name}` }).click();
    await page.getByRole("menuitem", { name: "Role and group" }).click();
    const dialog = page.getByRole("dialog", { name: joining.name });
    await dialog.getByLabel("Role").selectOption("tutor");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(members.getByRole("row", { name: new RegExp(joining.name) })).toContainText("tutor");
    await own.reload();
    await expect(own.getByRole("link", { name: "Class", exact: true })).toBeVisible();
  });

  await test.step("the code is revoked, and its link refuses the next one", async () => {
    await codes.getByRole("button", { name: `Revoke ${code}` }).click();
    await expect(codes.getByText("revoked")).toBeVisible();
    const late = await (await contextOf(await newStudent())).newPage();
    await late.goto(`/join/${code}`);
    await late.getByRole("button", { name: "Join", exact: true }).click();
    await expect(late.getByText("This code does not let anybody in")).toBeVisible();
  });

  await test.step("the last lecturer cannot leave", async () => {
    await members.getByRole("button", { name: `Change ${lecturer.name}` }).click();
    await page.getByRole("menuitem", { name: "Remove from the course" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Leave" }).click();
    await expect(page.getByText("The last lecturer stays")).toBeVisible();
  });
});

test("a deadline that a lecturer sets is on the experiment and beside the task, later for who has more time", async ({
  contextOf,
  database,
  openExperiment,
  student,
}) => {
  const lecturer = await makeMember(database, "lecturer", "var-2026");
  const page = await (await contextOf(lecturer)).newPage();
  await page.goto("/courses/var-2026/settings");
  const deadlines = page.getByRole("region", { name: "Deadlines" });
  await deadlines.getByLabel("Sensor bus is due").fill("2020-05-01T23:59");
  await deadlines.getByRole("listitem").filter({ hasText: "Sensor bus" }).getByRole("button", { name: "Set" }).click();
  await expect(deadlines.getByRole("button", { name: "Take the deadline of Sensor bus back" })).toBeVisible();

  const workspace = await openExperiment("sensor-bus");
  const task = workspace.page.getByText(/^This was to be done by Friday, 1 May 2020/);
  await expect(task).toContainText("You can go on working all the same.");

  await page.reload();
  await deadlines.getByText("More time for somebody").click();
  await deadlines.getByLabel("Who gets more time for Sensor bus").selectOption({ label: student.name });
  await deadlines.getByLabel("Until when for Sensor bus").fill("2040-05-02T12:00");
  await deadlines.getByRole("button", { name: "Give" }).click();
  await expect(deadlines.getByRole("list", { name: "More time for Sensor bus" })).toContainText(student.name);
  await workspace.page.goto("/courses/var-2026/sensor-bus");
  await expect(workspace.page.getByText("You have more time than the others.")).toBeVisible();
  await deadlines.getByRole("button", { name: "Take the deadline of Sensor bus back" }).click();
  await expect(deadlines.getByRole("list", { name: "More time for Sensor bus" })).toHaveCount(0);
});

test("an operator sees a student's machines, stops them with a name to it, and nobody else finds the page", async ({
  contextOf,
  database,
  newStudent,
  openExperiment,
  student,
}) => {
  const operator: Person = await newStudent();
  await database.user.update({ where: { email: operator.email }, data: { operator: true } });
  const workspace = await openExperiment("hello-relay");
  expect((await workspace.page.context().request.get("/operator")).status()).toBe(404);

  const page = await (await contextOf(operator)).newPage();
  await page.goto("/");
  await page.getByRole("link", { name: "Operator" }).click();
  const running = page.getByRole("region", { name: "What runs" });
  await running.getByLabel("Filter").fill(student.name);
  const stop = running.getByRole("button", { name: `Stop Hello relay of ${student.name}` });
  await stop.click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Stop" }).click();
  await expect(stop).toHaveCount(0);
  await running.getByRole("button", { name: "By person" }).click();
  await expect(running.getByRole("row", { name: new RegExp(student.name) })).toContainText("Hello relay");

  await page.getByRole("tab", { name: "Images" }).click();
  await expect(page.getByRole("row", { name: /varlab\/node-run/ })).toContainText(/made of it|may use it/);
  await page.getByRole("tab", { name: "Quotas" }).click();
  await page.getByLabel("Running workspaces per person").fill("900");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("It holds for everything that is started from now on.")).toBeVisible();

  await workspace.page.getByRole("button", { name: "More", exact: true }).click();
  await workspace.page.getByRole("menuitem", { name: "People and activity" }).click();
  await expect(workspace.page.getByText(`${operator.name} stopped everything that ran here.`)).toBeVisible();
});
