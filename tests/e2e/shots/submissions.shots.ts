import type { Database } from "#prisma/client";
import { makeMember } from "../../support/people";
import { expect, test } from "../fixtures";
import { shoot } from "./shoot";

const checkMs = 120_000;
const hour = 3_600_000;

test("a submission, from the dialog to the feedback", async ({ openExperiment, contextOf, database, student }) => {
  await database.course.update({ where: { slug: "var-2026" }, data: { record: true } });
  await database.user.update({ where: { email: student.email }, data: { name: "Amira Haddad" } });
  const { page } = await openExperiment("hello-relay");
  await page.getByRole("banner").getByRole("button", { name: "Check", exact: true }).click();
  const checks = page.getByRole("region", { name: "Checks", exact: true });
  await expect(checks.getByRole("status").first()).toContainText("failed", { timeout: checkMs });
  await page.getByRole("button", { name: "Hand in…" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Hand in" });
  await dialog.getByLabel("Anything else?").fill("service1 asks localhost, I think: I will look at it again tomorrow.");
  await shoot(page, "hand-in");
  await dialog.getByRole("button", { name: "Hand in", exact: true }).click();
  const panel = page.getByRole("region", { name: "Submission", exact: true });
  await expect(panel.getByRole("list", { name: "Submissions" })).toContainText("Submission 1");

  await copyForOthers(database);
  const lecturer = await makeMember(database, "lecturer", "var-2026");
  await database.user.update({ where: { email: lecturer.email }, data: { name: "Dr. Ines Costa" } });
  const view = await (await contextOf(lecturer)).newPage();
  await view.goto("/courses/var-2026/hello-relay/submissions");
  await expect(view.getByRole("row", { name: /Amira/ })).toBeVisible();
  await shoot(view, "submissions");
  await view.getByRole("link", { name: "Amira Haddad" }).click();
  await view.getByRole("tree").getByTitle("src/service1.mjs", { exact: true }).click();
  await expect(view.getByRole("textbox", { name: /^Text of src\/service1\.mjs/ })).toBeAttached();
  await view.locator(".monaco-editor .line-numbers", { hasText: /^7$/ }).click();
  await view
    .getByLabel(/^Remark: src\/service1/)
    .fill("Whose computer is localhost here? Think of where this program runs.");
  await view.getByRole("button", { name: "Add remark" }).click();
  await view.getByRole("button", { name: "Comment on all of it" }).click();
  await view.getByLabel(/^Remark: /).fill("You are nearly there: two small changes, and hand in again.");
  await view.getByRole("button", { name: "Add remark" }).click();
  await view.getByLabel("Points").fill("6");
  await view.getByLabel("Of", { exact: true }).fill("10");
  await view.getByRole("button", { name: "Save result" }).click();
  await expect(view.getByText("by Dr. Ines Costa")).toBeVisible();
  await shoot(view, "submission");
  await view.getByRole("tab", { name: "Check" }).click();
  await shoot(view, "submission-check", ["wide"]);
  await view.getByRole("tab", { name: "Recordings" }).click();
  await expect(view.getByRole("button", { name: /^Comment at/ })).toBeVisible();
  await shoot(view, "submission-recordings", ["wide"]);
  await view.getByRole("button", { name: "Release to the student" }).click();
  await expect(view.getByRole("button", { name: "Take back" })).toBeVisible();
  await page.reload();
  await expect(panel).toContainText("Whose computer is localhost here?");
  await shoot(page, "submission-feedback");
  await database.course.update({ where: { slug: "var-2026" }, data: { record: false } });
});

/** The same submission for the demo students, at other times and with other results. */
async function copyForOthers(database: Database): Promise<void> {
  const { workspaceId, ...first } = await database.submission.findFirstOrThrow();
  const { versionId } = await database.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const demo = await database.user.findMany({ where: { email: { in: ["anna@demo.varlab", "ben@demo.varlab"] } } });
  for (const [index, { id: ownerId }] of demo.entries()) {
    const id = `shown-${index}`;
    await database.workspace.create({ data: { id, ownerId, versionId, state: "ready" } });
    const state = index === 0 ? "passed" : "failed";
    const check = JSON.parse(first.check ?? "{}");
    await database.submission.create({
      data: {
        ...{ ...first, id: `sub_${id}`, workspaceId: id, key: id.padEnd(16, "-"), late: index === 1 },
        createdAt: new Date(Date.now() - (index + 2) * 5 * hour),
        check: JSON.stringify({ ...check, state, passed: index === 0 ? check.of : 2, changedSince: index === 1 }),
        ...(index === 0
          ? {
              review: {
                create: {
                  ...{ points: 10, maximum: 10, verdict: "passed", byId: "x", byName: "Dr. Ines Costa" },
                  releasedAt: new Date(),
                },
              },
            }
          : {}),
      },
    });
  }
}
