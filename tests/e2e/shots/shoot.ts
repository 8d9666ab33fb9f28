import path from "node:path";
import type { Page } from "@playwright/test";

const folder = path.resolve(import.meta.dirname, "../../../docs/screenshots");
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };
type Size = keyof typeof sizes;

/** Saves the page in both themes and the sizes asked for, each once it has settled. */
export async function shoot(page: Page, name: string, wanted: readonly Size[] = ["wide", "narrow"]): Promise<void> {
  for (const size of wanted) {
    await page.setViewportSize(sizes[size]);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction(isSettled, undefined, { polling: 100 });
      await page.screenshot({ path: path.join(folder, `${name}-${size}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize(sizes.wide);
  await page.emulateMedia({ colorScheme: "light" });
  await page.waitForFunction(isSettled, undefined, { polling: 100 });
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
