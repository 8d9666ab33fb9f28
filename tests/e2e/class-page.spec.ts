import type { Page } from "@playwright/test";
import { makeClassroom } from "../support/classroom";
import { expect, test } from "./fixtures";

const students = 40;

test("forty students who come, ask and go are shown to the tutor, who sorts and filters meanwhile", async ({
  contextOf,
  database,
  lab,
}) => {
  const room = await makeClassroom(database, lab.serverOrigin, students);
  const page = await (await contextOf(room.tutor)).newPage();
  await page.goto(room.address);
  const rows = page.getByRole("region", { name: "Students" }).locator("tbody tr");
  await expect(rows).toHaveCount(students);
  const online = page.getByRole("button", { name: /^Online/ });
  await expect(online).toHaveText("Online0");

  const pages = await test.step("all come at once", async () => {
    const opened = await Promise.all(Array.from({ length: students }, (_, seat) => room.sit(seat)));
    await expect(online).toHaveText(`Online${students}`);
    return opened;
  });

  await test.step("a raised hand is a ticket, a mark and a number in the tab's title", async () => {
    for (const index of [3, 17, 39]) {
      await pages[index]?.value("help:raise", { sentence: `Question of seat ${index}` });
      const ticket = page.getByRole("region", { name: "Help queue" }).getByText(`Question of seat ${index}`);
      await expect(ticket).toBeVisible();
    }
    await expect(page).toHaveTitle(/^\(3\) Class/);
    await expect(rows.first()).toContainText("raised a hand");
  });

  await test.step("the list is sorted, filtered and walked by keyboard while everybody comes and goes", async () => {
    let isOver = false;
    const coming = (async () => {
      for (let index = 4; !isOver; index = (index + 1) % students) {
        pages[index]?.close();
        pages[index] = await room.sit(index);
      }
    })();
    await interact(page);
    isOver = true;
    await coming;
    await expect(online).toHaveText(`Online${students}`);
  });

  await test.step("a phone gets cards, all of them, without scrolling sideways", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.getByRole("list", { name: "Students" }).getByRole("listitem")).toHaveCount(students);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  await test.step("a lost connection is said, and what happened meanwhile is there after it", async () => {
    await page.context().setOffline(true);
    await expect(page.getByText("The connection is lost; trying again.")).toBeVisible();
    for (const live of pages.slice(0, 10)) live.close();
    await page.context().setOffline(false);
    await expect(page.getByText("The connection is lost; trying again.")).toHaveCount(0);
    await expect(online).toHaveText(`Online${students - 10}`);
  });
  for (const live of pages) live.close();
});

async function interact(page: Page): Promise<void> {
  const filter = page.getByRole("searchbox", { name: "Filter by name" });
  const shown = page.locator("[data-student]");
  for (const heading of ["Student", "Last build", "Progress", "Instances"]) {
    const column = page.getByRole("columnheader", { name: heading });
    await column.getByRole("button").click();
    await expect(column).toHaveAttribute("aria-sort", /ascending|descending/);
  }
  await page.getByRole("button", { name: /^Hand raised/ }).click();
  await expect(shown).toHaveCount(3);
  await page.getByRole("button", { name: /^All/ }).click();
  await filter.fill("nobody is called so");
  await expect(shown).toHaveCount(0);
  await filter.fill("");
  await expect(shown).toHaveCount(students);
  await shown.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(shown.nth(1)).toBeFocused();
}
