import "@xterm/xterm/css/xterm.css";
import "./xterm.css";
import { FitAddon } from "@xterm/addon-fit";
import { SearchAddon } from "@xterm/addon-search";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { WebglAddon } from "@xterm/addon-webgl";
import { Terminal } from "@xterm/xterm";
import { copyText } from "#app/workspace/task/copy-text";
import { muteAnswers } from "#app/workspace/terminals/mute-answers";
import type { Opened } from "#app/workspace/terminals/screen";
import { ringBell } from "#app/workspace/terminals/terminal-bell";
import type { TerminalSettings } from "#app/workspace/terminals/terminal-settings";
import { followTheme, terminalTheme } from "#app/workspace/terminals/terminal-theme";

/** Lines that can be scrolled back: some 10 MB of memory when full. */
const scrollback = 10_000;

/** What an xterm.js is connected to. */
export interface XtermParts {
  readonly element: HTMLElement;
  readonly settings: TerminalSettings;
  /** Gets what is typed, pasted and answered. */
  readonly input: (text: string) => void;
  /** Whether a question that a program asks the terminal may be answered now. */
  readonly mayAnswer: () => boolean;
  readonly title: (title: string) => void;
  readonly fontChanged: () => void;
}

/** Makes an xterm.js in an element; in a module of its own, so that it is loaded with the first terminal. */
export function openXterm({ element, settings, input, mayAnswer, title, fontChanged }: XtermParts): Opened {
  const { fontSize, accessible } = settings.getState();
  const xterm = new Terminal({
    allowProposedApi: true,
    cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    fontFamily: "'JetBrains Mono', ui-monospace, monospace",
    fontSize,
    scrollback,
    screenReaderMode: accessible,
    minimumContrastRatio: 4.5,
    macOptionIsMeta: true,
    rightClickSelectsWord: true,
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  xterm.loadAddon(fit);
  xterm.loadAddon(search);
  xterm.loadAddon(new Unicode11Addon());
  xterm.unicode.activeVersion = "11";
  xterm.loadAddon(new WebLinksAddon((event, uri) => openLink(event, uri)));
  muteAnswers(xterm, mayAnswer);
  xterm.open(element);
  drawFast(xterm);
  xterm.onData(input);
  xterm.onTitleChange(title);
  xterm.onBell(() => ringBell(settings.getState().bell, element));
  xterm.onSelectionChange(() => {
    if (settings.getState().copyOnSelect && xterm.hasSelection()) void copyText(xterm.getSelection());
  });
  function colour(): void {
    const theme = terminalTheme(settings.getState().palette);
    xterm.options.theme = theme;
    element.style.background = theme.background ?? "";
  }
  colour();
  const ends = [
    followTheme(colour),
    settings.subscribe((look, before) => {
      if (look.palette !== before.palette) colour();
      if (look.fontSize === before.fontSize && look.accessible === before.accessible) return;
      xterm.options.fontSize = look.fontSize;
      xterm.options.screenReaderMode = look.accessible;
      fontChanged();
    }),
  ];
  void document.fonts.load(`${fontSize}px "JetBrains Mono"`).then(() => {
    // Letters were measured with another face: setting the same one again measures anew.
    xterm.options.fontFamily = "'JetBrains Mono', monospace";
    fontChanged();
  });
  return {
    xterm,
    fit,
    search,
    dispose() {
      for (const end of ends) end();
      xterm.dispose();
    },
  };
}

/** Draws with WebGL where that works; where it stops working, elements take over without a word. */
function drawFast(xterm: Terminal): void {
  try {
    const webgl = new WebglAddon();
    webgl.onContextLoss(() => webgl.dispose());
    xterm.loadAddon(webgl);
  } catch {
    // The DOM renderer is what remains.
  }
}

/** A link of a student's program opens in a tab that cannot reach back, and only with Ctrl or Cmd, so that no click goes astray. */
function openLink(event: MouseEvent, uri: string): void {
  if (event.ctrlKey || event.metaKey) window.open(uri, "_blank", "noopener,noreferrer");
}
