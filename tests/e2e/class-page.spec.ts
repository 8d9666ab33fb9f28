import type { Page } from "@playwright/test";
import { makeCourse, makePerson, makeWorkspace, signTicket } from "../integration/fixtures/course";
import { type LivePage, openLivePage } from "../support/live-page";
import { makeMember } from "../support/people";
import { expect, test } from "./fixtures";

const students = 40;
/** What the page promises. */
const updateMs = 2000;
const interactionMs = 100;

const compose = `
x-varlab:
  title: Relay
  summary: Four in a row
  toolchain: node
  build: { command: "true", artifacts: [{ name: program, path: out }] }
services:
  one: { image: varlab/node, command: ["node", "one.mjs"] }
  two: { image: varlab/node, command: ["node", "two.mjs"] }
  three: { image: varlab/node, command: ["node", "three.mjs"] }
  four: { image: varlab/node, command: ["node", "four.mjs"] }
`;

test("forty students are shown within two seconds of what they do, and the page answers within 100 ms meanwhile", async ({
  contextOf,
  database,
  lab,
}) => {
  const course = await makeCourse(database, compose);
  const tutor = await makeMember(database, "tutor", course.id);
  const seats = await Promise.all(
    Array.from({ length: students }, async () => {
      const person = await makePerson(database, course);
      return { person, workspace: await makeWorkspace(database, course, person) };
    }),
  );
  const sit = (index: number): Promise<LivePage> => {
    const seat = seats[index];
    if (seat === undefined) throw new Error("There is no such seat.");
    return openLivePage(lab.serverOrigin, () => signTicket(seat.person, seat.workspace));
  };
  const page = await (await contextOf(tutor)).newPage();
  await page.goto(`/courses/${course.id}/class`);
  const rows = page.getByRole("region", { name: "Students" }).locator("tbody tr");
  await expect(rows).toHaveCount(students);
  const online = page.getByRole("button", { name: /^Online/ });
  await expect(online).toHaveText("Online0");

  const pages = await test.step("all come at once", async () => {
    const opened = await Promise.all(seats.map((_, index) => sit(index)));
    await expect(online).toHaveText(`Online${students}`, { timeout: updateMs });
    return opened;
  });

  await test.step("a raised hand is a ticket, a mark and a number in the tab's title", async () => {
    for (const index of [3, 17, 39]) {
      await pages[index]?.value("help:raise", { sentence: `Question of seat ${index}` });
      const ticket = page.getByRole("region", { name: "Help queue" }).getByText(`Question of seat ${index}`);
      await expect(ticket).toBeVisible({ timeout: updateMs });
    }
    await expect(page).toHaveTitle(/^\(3\) Class/);
    await expect(rows.first()).toContainText("raised a hand");
  });

  await test.step("sorting, filtering and walking by keyboard are quick while everybody comes and goes", async () => {
    await watchInteractions(page);
    let isOver = false;
    const coming = (async () => {
      for (let index = 4; !isOver; index = (index + 1) % students) {
        pages[index]?.close();
        pages[index] = await sit(index);
      }
    })();
    await interact(page);
    isOver = true;
    await coming;
    const slow = await interactions(page);
    expect(slow.length).toBeGreaterThan(20);
    // One in twenty may have met the machine's other work: forty students, two servers and a browser share it here.
    expect(percentile(slow, 0.95), `interactions in ms: ${slow.join(" ")}`).toBeLessThanOrEqual(interactionMs);
    await expect(online).toHaveText(`Online${students}`, { timeout: updateMs });
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
  for (const heading of ["Student", "Last build", "Progress", "Instances"])
    await page.getByRole("columnheader", { name: heading }).getByRole("button").click();
  for (const name of [/^Online/, /^Failing/, /^Hand raised/, /^All/]) await page.getByRole("button", { name }).click();
  await filter.pressSequentially("user_", { delay: 30 });
  for (let count = 0; count < 5; count += 1) await filter.press("Backspace");
  await page.locator("[data-student]").first().focus();
  for (let count = 0; count < 8; count += 1) await page.keyboard.press("ArrowDown");
}

/** The browser's own measure: from the key or click until its effect is painted. */
async function watchInteractions(page: Page): Promise<void> {
  await page.evaluate(() => {
    const durations: Record<string, number> = {};
    Object.assign(window, { interactionDurations: durations });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { interactionId } = entry as PerformanceEntry & { interactionId: number };
        if (interactionId > 0) durations[interactionId] = Math.max(durations[interactionId] ?? 0, entry.duration);
      }
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
}

/** How long each took, in milliseconds; the browser leaves out those below 16. */
async function interactions(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const kept: unknown = Reflect.get(window, "interactionDurations");
    return Object.values(kept ?? {}).map(Number);
  });
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
