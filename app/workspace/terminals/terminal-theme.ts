import type { ISearchDecorationOptions } from "@xterm/addon-search";
import type { ITheme } from "@xterm/xterm";
import "#app/workspace/output/ansi.css";
import type { Palette } from "#app/workspace/terminals/terminal-settings";

const names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;

/** The page's colours as xterm.js wants them, now; or those of one of its themes whatever the page has. */
export function terminalTheme(palette: Palette = "page"): ITheme {
  const probe = document.createElement("i");
  if (palette !== "page") probe.dataset.theme = palette;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const value = (name: string) => style.getPropertyValue(name).trim();
  const theme: Record<string, string> = {
    background: value("--surface"),
    foreground: value("--text"),
    cursor: value("--text"),
    cursorAccent: value("--surface"),
    selectionBackground: value("--selected"),
    scrollbarSliderBackground: value("--hover"),
    scrollbarSliderHoverBackground: value("--pressed"),
    scrollbarSliderActiveBackground: value("--pressed"),
  };
  for (const [index, name] of names.entries()) {
    theme[name] = value(`--ansi-${index}`);
    theme[`bright${name.charAt(0).toUpperCase()}${name.slice(1)}`] = value(`--ansi-${index + 8}`);
  }
  probe.remove();
  return theme;
}

/** Calls `listener` with the new colours whenever the page's theme changes. */
export function followTheme(listener: (theme: ITheme) => void): () => void {
  const observer = new MutationObserver(() => listener(terminalTheme()));
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
  return () => observer.disconnect();
}

/** The colours of what a search has found: every hit framed, the current one filled. */
export function hitColours(): ISearchDecorationOptions {
  const style = getComputedStyle(document.documentElement);
  const accent = style.getPropertyValue("--accent").trim();
  const soft = style.getPropertyValue("--accent-soft").trim();
  return {
    matchBackground: soft,
    activeMatchBackground: soft,
    activeMatchBorder: accent,
    matchOverviewRuler: accent,
    activeMatchColorOverviewRuler: accent,
  };
}
