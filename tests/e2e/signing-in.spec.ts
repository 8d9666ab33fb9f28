import { password } from "../support/installation";
import { expect, test } from "./fixtures";

test("a student signs in, finds the course, opens an experiment and signs out", async ({ page, student }) => {
  await page.goto("/");
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.getByLabel("E-mail").fill(student.email);
  await page.getByLabel("Password").fill("not this one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();

  await page.getByRole("link", { name: "VAR 2026" }).first().click();
  await page.getByRole("link", { name: "RMI chat" }).first().click();
  await page.getByRole("button", { name: "Start RMI chat" }).click();
  await expect(page).toHaveURL(/\/w\//);
  await expect(page.getByRole("button", { name: "Build", exact: true })).toBeVisible();

  await page.getByRole("button", { name: `Account of ${student.name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByLabel("E-mail")).toBeVisible();
  await page.goBack();
  // The page that comes back may leave for the sign-in page in the middle of a reload.
  await expect(async () => {
    await page.reload();
    await expect(page.getByLabel("E-mail")).toBeVisible();
  }).toPass();
});
