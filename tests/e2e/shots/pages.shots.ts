import { randomBytes } from "node:crypto";
import { hashPassword } from "#app/_server/auth/password";
import { password } from "../../support/installation";
import { expect, test } from "../fixtures";
import { shoot } from "./shoot";

test("signing in, and being refused", async ({ browser, lab }) => {
  const anonymous = await browser.newContext({ baseURL: lab.origin });
  const page = await anonymous.newPage();
  await page.goto("/sign-in");
  await shoot(page, "sign-in");
  await page.getByLabel("E-mail").fill("nobody@example.test");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
  await shoot(page, "sign-in-refused");
  await anonymous.close();
});

test("every page around the workspace, as a student sees it", async ({ contextOf, student }) => {
  const page = await (await contextOf(student)).newPage();
  const pages = {
    courses: "/",
    course: "/courses/var-2026",
    experiment: "/courses/var-2026/rmi-chat",
    account: "/account",
    "not-found": "/no-such-page",
  };
  for (const [name, address] of Object.entries(pages)) {
    await page.goto(address);
    await expect(page.locator("main")).toBeVisible();
    await shoot(page, name);
  }
});

test("somebody who is in no course yet", async ({ contextOf, database }) => {
  const id = randomBytes(5).toString("hex");
  const person = { email: `new-${id}@example.test`, name: "Nora Neu" };
  await database.user.create({
    data: { id: `user-${id}`, ...person, passwordHash: await hashPassword(password) },
  });
  const page = await (await contextOf(person)).newPage();
  await page.goto("/");
  await expect(page.locator("main")).toBeVisible();
  await shoot(page, "courses-none");
});

test("a course and an experiment, as those who teach see them", async ({ contextOf, openExperiment }) => {
  await openExperiment("rmi-chat");
  for (const role of ["tutor", "lecturer"]) {
    const page = await (await contextOf({ email: `${role}@demo.varlab`, name: role })).newPage();
    await page.goto("/courses/var-2026");
    await expect(page.locator("main")).toBeVisible();
    await shoot(page, `course-${role}`);
    await page.goto("/courses/var-2026/rmi-chat");
    await expect(page.locator("main")).toBeVisible();
    await shoot(page, `experiment-${role}`);
  }
});
