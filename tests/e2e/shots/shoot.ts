import { writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, type Page } from "@playwright/test";
import { type Language, languages } from "#app/i18n/languages";

const folder = path.resolve(import.meta.dirname, "../../../docs/screenshots");
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };
const betweenMs = 700;
const pictures = 6;
type Size = keyof typeof sizes;

/** Saves the page in both languages, both themes and the sizes asked for, each once it has settled. What is open stays open. */
export async function shoot(page: Page, name: string, wanted?: readonly Size[]): Promise<void> {
  for (const language of [...languages].reverse()) {
    await speak(page, language);
    await shootIn(language, page, name, wanted);
  }
}

/** The same for a page that cannot change its language now; it speaks this one. */
export async function shootIn(
  language: Language,
  page: Page,
  name: string,
  wanted: readonly Size[] = ["wide", "narrow"],
): Promise<void> {
  const mark = language === "en" ? "" : `-${language}`;
  for (const size of wanted) {
    await page.setViewportSize(sizes[size]);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction(isSettled, undefined, { polling: 100 });
      await writeFile(path.join(folder, `${name}-${size}-${colorScheme}${mark}.png`), await restingPicture(page));
    }
  }
  await page.setViewportSize(sizes.wide);
  await page.emulateMedia({ colorScheme: "light" });
  await page.waitForFunction(isSettled, undefined, { polling: 100 });
}

/** Chooses a language as the account menu does, which would close what is open. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate(async (chosen) => {
    const headers = { "Content-Type": "application/json" };
    await fetch("/api/language", { method: "PUT", headers, body: JSON.stringify({ language: chosen }) });
    (window as unknown as { next: { router: { refresh(): void } } }).next.router.refresh();
  }, language);
  await expect(page.locator("html")).toHaveAttribute("lang", language);
}

/** The page when two pictures in a row are the same: panes have their sizes, terminals their text. Clocks may go on ticking. */
async function restingPicture(page: Page): Promise<Buffer> {
  let before = await page.screenshot();
  for (let picture = 0; picture < pictures; picture += 1) {
    await setTimeout(betweenMs);
    const now = await page.screenshot();
    if (now.equals(before)) return now;
    before = now;
  }
  return before;
}

/** Fonts are there, nothing moves, and the editor has the colour of the page around it. */
function isSettled(): boolean {
  if (document.fonts.status !== "loaded") return false;
  const moves = document.getAnimations().some(({ playState, effect }) => {
    const { iterations } = effect?.getComputedTiming() ?? {};
    return playState === "running" && iterations !== Number.POSITIVE_INFINITY;
  });
  if (moves) return false;
  const editor = document.querySelector(".monaco-editor .monaco-editor-background");
  if (editor === null) return true;
  const probe = document.createElement("div");
  probe.style.background = "var(--surface)";
  document.body.append(probe);
  const same = getComputedStyle(editor).backgroundColor === getComputedStyle(probe).backgroundColor;
  probe.remove();
  return same;
}
