import type { MonacoModule } from "#app/workspace/editor/monaco/load-monaco";

/** Defines the editor's theme anew from the page's tokens and uses it. */
export function applyTheme({ monaco }: MonacoModule, dark: boolean): void {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => hexColor(style.getPropertyValue(`--${name}`));
  const rule = (scope: string, name: string, fontStyle?: string) => ({
    token: scope,
    foreground: token(name).slice(1, 7),
    fontStyle,
  });
  monaco.editor.defineTheme("varlab", {
    base: dark ? "vs-dark" : "vs",
    inherit: true,
    rules: [
      rule("", "text"),
      rule("comment", "code-comment", "italic"),
      rule("string", "code-string"),
      rule("string.escape", "code-number"),
      rule("number", "code-number"),
      rule("keyword", "code-keyword"),
      rule("annotation", "code-number"),
      rule("tag", "code-title"),
      rule("type", "code-title"),
      rule("attribute.name", "code-keyword"),
      rule("attribute.value", "code-string"),
      rule("delimiter", "muted"),
      rule("operator", "muted"),
    ],
    colors: editorColors(token),
  });
  monaco.editor.setTheme("varlab");
}

function editorColors(token: (name: string) => string): Record<string, string> {
  return {
    "editor.background": token("surface"),
    "editor.foreground": token("text"),
    "editor.lineHighlightBackground": token("hover"),
    "editor.lineHighlightBorder": "#00000000",
    "editor.selectionBackground": token("selected"),
    "editorLineNumber.foreground": token("faint"),
    "editorLineNumber.activeForeground": token("text"),
    "editorCursor.foreground": token("accent-text"),
    "editorIndentGuide.background1": token("line"),
    "editorIndentGuide.activeBackground1": token("n-6"),
    "editorGutter.background": token("surface"),
    "editorWidget.background": token("raised"),
    "editorWidget.border": token("line"),
    "editorHoverWidget.background": token("raised"),
    "editorSuggestWidget.background": token("raised"),
    "editorSuggestWidget.foreground": token("text"),
    "editorSuggestWidget.highlightForeground": token("accent-text"),
    "editorSuggestWidget.selectedBackground": token("selected"),
    "editorSuggestWidget.selectedForeground": token("text"),
    "editorSuggestWidget.selectedIconForeground": token("text"),
    "editorSuggestWidget.focusHighlightForeground": token("accent-text"),
    "editorStickyScroll.background": token("surface"),
    "editorStickyScrollHover.background": token("hover"),
    "editorStickyScroll.border": token("line"),
    "editorError.foreground": token("failed"),
    "editorWarning.foreground": token("waiting"),
    "editorOverviewRuler.border": "#00000000",
    "scrollbarSlider.background": `${token("n-6").slice(0, 7)}55`,
    "scrollbarSlider.hoverBackground": `${token("n-6").slice(0, 7)}88`,
    "scrollbarSlider.activeBackground": `${token("n-6").slice(0, 7)}aa`,
    "editor.wordHighlightBackground": token("hover"),
    "editor.wordHighlightTextBackground": token("hover"),
    "editor.wordHighlightStrongBackground": token("pressed"),
    "editor.selectionHighlightBackground": token("hover"),
    "editor.findMatchBackground": `${token("waiting").slice(0, 7)}66`,
    "editor.findMatchHighlightBackground": `${token("waiting").slice(0, 7)}33`,
    "scrollbar.shadow": "#00000000",
    ...Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, token("muted")]),
    ),
    focusBorder: token("focus"),
    "input.background": token("sunken"),
    "input.border": token("line-strong"),
    "widget.border": token("line"),
    "quickInput.background": token("raised"),
    "quickInput.foreground": token("text"),
    "quickInputList.focusBackground": token("selected"),
    "quickInputList.focusForeground": token("text"),
    "menu.background": token("raised"),
    "menu.border": token("line"),
    "menu.foreground": token("text"),
    "menu.selectionBackground": token("selected"),
    "menu.selectionForeground": token("text"),
    "diffEditor.insertedLineBackground": `${token("running").slice(0, 7)}22`,
    "diffEditor.insertedTextBackground": `${token("running").slice(0, 7)}33`,
    "diffEditor.removedLineBackground": `${token("failed").slice(0, 7)}1c`,
    "diffEditor.removedTextBackground": `${token("failed").slice(0, 7)}33`,
  };
}

/** A CSS colour (`#abc`, `#aabbcc`, `rgb(1 2 3 / 0.4)`) as Monaco wants it: `#rrggbb` or `#rrggbbaa`. */
export function hexColor(css: string): string {
  const value = css.trim();
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(value);
  if (short)
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join("")}`;
  if (/^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(value)) return value;
  const parts = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:\s*[/,]\s*([\d.]+)(%?))?\s*\)$/.exec(value);
  if (!parts) return "#808080";
  const alpha = parts[4] === undefined ? 1 : Number(parts[4]) / (parts[5] === "%" ? 100 : 1);
  return `#${[Number(parts[1]), Number(parts[2]), Number(parts[3]), Math.round(alpha * 255)].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
